uniform vec3 skin_colour;
uniform vec3 hair_colour;
uniform vec3 eye_rest;      // middle of the left eye at rest
uniform float body_scale;
Surface surface() {
    if (inside.x > 0.035 || inside.y > 0.03) discard;      // under the clothes
    float blotch = smooth_noise(rest_place * 26.0), pore = smooth_noise(rest_place * 190.0);
    vec3 colour = skin_colour * (0.90 + 0.14 * blotch) * (0.97 + 0.06 * pore);
    vec4 marks = texture(image, picture);      // lips, face, nails, ears
    colour = mix(colour, colour * vec3(0.98, 0.62, 0.62), marks.r * 0.75);
    colour = mix(colour, colour * vec3(1.02, 0.94, 0.92), marks.g * 0.5);
    colour = mix(colour, colour * vec3(1.10, 0.99, 0.98) + 0.015, marks.b);
    colour = mix(colour, colour * vec3(1.03, 0.88, 0.86), marks.a * 0.6);
    vec3 face = vec3(abs(rest_place.x), rest_place.yz) - eye_rest;
    float in_front = step(-0.02, face.z);
    float cheek = exp(-dot(face + vec3(-0.012, 0.036, 0.0), face + vec3(-0.012, 0.036, 0.0)) / 0.0006);
    colour = mix(colour, colour * vec3(1.05, 0.84, 0.82), cheek * 0.5);
    float along = (face.x - 0.003) / 0.024;
    float across = (face.y - 0.027 + 0.009 * along * along - 0.003 * along) / 0.0048;
    float brow = in_front * smoothstep(1.1, 0.3, abs(across)) * smoothstep(1.15, 0.7, abs(along));
    colour = mix(colour, hair_colour * 0.9, brow * 0.65);
    float socket = length(face * vec3(1.0, 1.5, 0.4));
    colour *= mix(0.74, 1.0, smoothstep(0.011, 0.024, socket));
    colour = mix(colour, hair_colour, 0.9 * smoothstep(-0.006, 0.004, inside.z + 0.012 * (blotch - 0.5)));
    return Surface(colour, facing_normal(), 0.05, 16.0, 0.30, near_floor());
}
