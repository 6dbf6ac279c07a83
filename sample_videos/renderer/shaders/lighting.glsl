in vec3 world;
in vec3 world_normal;
in vec3 rest_place;
in vec2 picture;
in vec4 inside;
in vec4 in_key_light;
in vec4 in_top_light;
out vec4 painted;
uniform vec3 eye;
uniform vec3 key_direction;
uniform vec3 key_colour;
uniform vec3 top_colour;
uniform vec3 sky_colour;
uniform vec3 ground_colour;
uniform float exposure;
uniform sampler2DShadow key_shadow;
uniform sampler2DShadow top_shadow;
uniform sampler2D image;

struct Surface {
    vec3 colour;      // linear light
    vec3 normal;
    float shine;
    float gloss;
    float softness;   // light wraps round: skin, hair
    float creases;    // 1 open, 0 fully hidden from the sky
};

float lit_share(sampler2DShadow map, vec4 place, float radius) {
    vec3 p = place.xyz / place.w * 0.5 + 0.5;
    if (p.z > 1.0 || any(lessThan(p.xy, vec2(0.0))) || any(greaterThan(p.xy, vec2(1.0)))) return 1.0;
    float turn = scatter(floor(world * 900.0)) * 6.283;
    mat2 spin = mat2(cos(turn), sin(turn), -sin(turn), cos(turn));
    vec2 taps[4] = vec2[4](vec2(-0.7, -0.2), vec2(0.3, -0.8), vec2(0.8, 0.3), vec2(-0.3, 0.75));
    float open = 0.0;
    for (int i = 0; i < 4; i++) open += texture(map, vec3(p.xy + spin * taps[i] * radius, p.z - 0.0015));
    return open / 4.0;
}

vec3 film(vec3 light) {      // soft shoulder, then the display's curve
    light *= exposure;
    light = light * (1.0 + light * 0.12) / (1.0 + light * 0.62);
    return pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2));
}

vec4 shade(Surface s) {
    vec3 towards_eye = normalize(eye - world);
    vec3 n = s.normal;
    float by_key = lit_share(key_shadow, in_key_light, 0.0045);
    float by_top = lit_share(top_shadow, in_top_light, 0.028);
    float key = max((dot(n, key_direction) + s.softness) / (1.0 + s.softness), 0.0);
    float top = max((n.y + 0.35) / 1.35, 0.0);
    vec3 sky = mix(ground_colour, sky_colour, 0.5 + 0.5 * n.y) * s.creases * (0.5 + 0.5 * by_top);
    vec3 light = key_colour * key * by_key + top_colour * top * by_top + sky;
    float glint = s.shine * pow(max(dot(n, normalize(key_direction + towards_eye)), 0.0), s.gloss);
    float edge = pow(1.0 - max(dot(n, towards_eye), 0.0), 3.0) * 0.10 * s.softness;
    vec3 seen = s.colour * light + glint * key_colour * by_key + edge * sky_colour;
    return vec4(film(seen), 1.0);
}

vec3 facing_normal() {
    vec3 n = normalize(world_normal);
    return dot(n, eye - world) < 0.0 ? -n : n;
}
float near_floor() { return mix(0.5, 1.0, smoothstep(0.0, 0.25, world.y)); }
