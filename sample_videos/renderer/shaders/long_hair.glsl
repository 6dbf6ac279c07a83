uniform vec3 hair_colour;
Surface surface() {
    if (inside.z < 0.012 * smooth_noise(rest_place * vec3(300.0, 3.0, 300.0))) discard;
    float strand = smooth_noise(rest_place * vec3(260.0, 9.0, 260.0));
    float fine = smooth_noise(rest_place * vec3(600.0, 30.0, 600.0));
    if (fine < 0.10) discard;
    vec3 n = normalize(facing_normal() + 0.6 * bumps(rest_place * vec3(150.0, 10.0, 150.0)));
    return Surface(hair_colour * (0.55 + 0.5 * strand + 0.35 * fine), n, 0.06, 14.0, 0.3, 1.0);
}
