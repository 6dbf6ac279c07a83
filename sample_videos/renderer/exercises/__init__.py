"""Everything about one exercise, a module each: how it is done, judged and shown in sets.

A module holds the mover (from how far it is done to a pose of the whole body), the
clinical specification's criteria on the true joints, and at its end ``EXERCISE``, which
declares both together with examples of its faults. ``registry`` lists the modules;
``prone`` and ``supine`` hold what several share.
"""
