uniform float shine;
Surface surface() {
    vec3 colour = texture(image, picture).rgb;
    return Surface(colour * colour, normalize(world_normal), shine, 24.0, 0.0, 1.0);
}
