import numpy as np

from sample_videos.renderer.base_mesh import read_base_mesh
from sample_videos.renderer.surface_mesh import SurfaceMesh

SQUARE = """\
v 0 0 0
v 10 0 0
v 10 10 0
v 0 10 0
v 0 0 10
vt 0 0
vt 1 0
vt 1 1
vt 0 1
g floor
f 1/1 2/2 3/3 4/4
g wall
f 1/2 2/1 5/3
"""


def write(tmp_path):
    path = tmp_path / "mesh.obj"
    path.write_text(SQUARE)
    return read_base_mesh(path)


def test_units_groups_and_faces(tmp_path):
    mesh = write(tmp_path)
    np.testing.assert_allclose(mesh.vertices[2], [1.0, 1.0, 0.0])
    assert mesh.group_vertices["wall"].tolist() == [0, 1, 4]
    assert mesh.faces[0] == (0, 1, 2, 3)


def test_a_square_becomes_two_triangles_that_face_up(tmp_path):
    surface = SurfaceMesh(write(tmp_path), lambda name: name == "floor")
    assert surface.triangles.shape == (2, 3)
    normals = surface.normals(write(tmp_path).vertices[surface.base_vertices])
    np.testing.assert_allclose(normals, np.tile([0.0, 0.0, 1.0], (4, 1)))


def test_a_vertex_is_split_at_a_texture_seam_but_shares_its_normal(tmp_path):
    surface = SurfaceMesh(write(tmp_path), lambda name: True)
    assert len(surface.base_vertices) == 5
    assert len(surface.texture_points) == 7
    assert len(surface.welded_of_split) == 7


def test_faces_without_a_kept_vertex_are_dropped(tmp_path):
    keep = np.array([False, False, False, False, True])
    surface = SurfaceMesh(write(tmp_path), lambda name: True, keep)
    assert surface.base_vertices.tolist() == [0, 1, 4]
