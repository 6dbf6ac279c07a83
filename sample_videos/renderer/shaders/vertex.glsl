#version 330
// One vertex shader for every surface; "shell" lifts layers of hair off the scalp.
in vec3 position;
in vec3 normal;
in vec3 rest;
in vec2 texture_point;
in vec4 regions;      // metres inside: shirt, trousers, hair; extra hair length
uniform mat4 view_projection;
uniform mat4 key_light_view;
uniform mat4 top_light_view;
uniform float shell_m;
out vec3 world;
out vec3 world_normal;
out vec3 rest_place;
out vec2 picture;
out vec4 inside;
out vec4 in_key_light;
out vec4 in_top_light;
void main() {
    vec3 place = position + normal * shell_m * (1.0 + regions.w);
    world = place;
    world_normal = normal;
    rest_place = rest;
    picture = texture_point;
    inside = regions;
    in_key_light = key_light_view * vec4(place + normal * 0.006, 1.0);
    in_top_light = top_light_view * vec4(place + normal * 0.006, 1.0);
    gl_Position = view_projection * vec4(place, 1.0);
}
