import pytest

from sample_videos.renderer.phenotype import Phenotype, target_weights


def family_sum(weights, start):
    return sum(weight for name, weight in weights.items() if name.startswith(start))


@pytest.mark.parametrize("age_years", [12, 18, 25, 60, 90])
@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_targets_of_a_family_add_up_to_one(age_years, weight):
    weights = target_weights(Phenotype(male=0.3, age_years=age_years, weight=weight))
    assert family_sum(weights, "caucasian-") == pytest.approx(1.0)
    assert family_sum(weights, "universal-") == pytest.approx(1.0)


def test_an_average_young_woman_is_one_target():
    weights = target_weights(Phenotype(male=0.0, age_years=25, muscle=0.5, weight=0.5))
    assert weights["universal-female-young-averagemuscle-averageweight"] == pytest.approx(1.0)


def test_ancestries_share_by_their_proportion():
    person = Phenotype(age_years=25, ancestry={"african": 3.0, "asian": 1.0})
    weights = target_weights(person)
    assert weights["african-female-young"] == pytest.approx(0.75)
    assert weights["asian-female-young"] == pytest.approx(0.25)
