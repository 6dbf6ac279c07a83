"""From pictures to landmarks: the model, its bundle, tracking and the landmark cache."""
