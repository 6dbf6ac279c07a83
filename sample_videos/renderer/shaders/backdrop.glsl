// Far surfaces that the person's shadow does not reach: no shadow look-ups.
vec4 paint() {
    vec3 colour = texture(image, picture).rgb;
    vec3 n = normalize(world_normal);
    float key = max(dot(n, key_direction), 0.0);
    vec3 sky = mix(ground_colour, sky_colour, 0.5 + 0.5 * n.y);
    vec3 light = key_colour * key * 0.8 + top_colour * max((n.y + 0.35) / 1.35, 0.0) + sky;
    return vec4(film(colour * colour * light), 1.0);
}
