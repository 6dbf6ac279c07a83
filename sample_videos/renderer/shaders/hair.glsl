uniform vec3 hair_colour;
uniform float layer;      // 0 at the scalp, 1 at the tips
Surface surface() {
    if (inside.z < layer * 0.010) discard;
    float strand = smooth_noise(rest_place * vec3(430.0, 120.0, 380.0));
    float fine = smooth_noise(rest_place * vec3(820.0, 230.0, 820.0) + 5.0);
    if (strand * 0.6 + fine * 0.4 < layer * 0.62) discard;
    vec3 colour = hair_colour * (0.5 + 0.7 * layer) * (0.7 + 0.6 * fine);
    vec3 n = normalize(facing_normal() + 0.5 * bumps(rest_place * 260.0));
    return Surface(colour, n, 0.05, 14.0, 0.3, 1.0);
}
