uniform vec3 cloth_colour;
uniform int region;      // 0 shirt, 1 trousers
uniform float stripe;
uniform float looseness;
Surface surface() {
    float depth = region == 0 ? inside.x : inside.y;
    if (depth < 0.0) discard;
    vec3 n = facing_normal();
    float folds = 0.35 + 0.22 * looseness;
    n = normalize(n + folds * bumps(rest_place * vec3(13.0, 8.0, 13.0)) + 0.22 * bumps(rest_place * 36.0));
    float wide = smooth_noise(rest_place * vec3(12.0, 8.0, 12.0));
    float weave = scatter(floor(rest_place * 700.0));
    vec3 colour = cloth_colour * (0.86 + 0.24 * wide) * (0.95 + 0.10 * weave);
    colour *= mix(0.72, 1.0, smoothstep(0.0, 0.004, abs(depth - 0.014)));      // stitched edge
    if (region == 1) {
        float line = smoothstep(0.009, 0.006, abs(rest_place.z - 0.01)) * step(0.10, abs(rest_place.x));
        colour = mix(colour, vec3(0.62), stripe * line);
    }
    return Surface(colour, n, 0.012, 6.0, 0.15, near_floor());
}
