uniform vec3 eye_rest;
Surface surface() {
    vec3 from_middle = vec3(abs(rest_place.x), rest_place.yz) - eye_rest;
    float across = length(from_middle.xy);
    vec3 colour = vec3(0.70, 0.68, 0.66);
    if (from_middle.z > 0.0 && across < 0.0062) colour = vec3(0.12, 0.065, 0.035);
    if (from_middle.z > 0.0 && across < 0.0028) colour = vec3(0.01);
    return Surface(colour, facing_normal(), 0.4, 70.0, 0.1, 0.8);
}
