vec4 paint() {
    vec3 colour = texture(image, picture).rgb;
    return vec4(film(colour * colour * 1.9), 1.0);
}
