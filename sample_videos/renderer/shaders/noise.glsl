float scatter(vec3 p) {
    p = fract(p * vec3(0.1031, 0.1130, 0.1370));
    p += dot(p, p.yzx + 33.33);
    return fract((p.x + p.y) * p.z);
}
float smooth_noise(vec3 p) {
    vec3 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(
        mix(mix(scatter(i), scatter(i + vec3(1, 0, 0)), f.x),
            mix(scatter(i + vec3(0, 1, 0)), scatter(i + vec3(1, 1, 0)), f.x), f.y),
        mix(mix(scatter(i + vec3(0, 0, 1)), scatter(i + vec3(1, 0, 1)), f.x),
            mix(scatter(i + vec3(0, 1, 1)), scatter(i + vec3(1, 1, 1)), f.x), f.y), f.z);
}
vec3 bumps(vec3 p) {
    return vec3(smooth_noise(p), smooth_noise(p + 17.3), smooth_noise(p + 41.7)) - 0.5;
}
