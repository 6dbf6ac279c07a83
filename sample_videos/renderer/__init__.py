"""The renderer: body, pose, motion, room, camera, drawing, effects and truth."""
