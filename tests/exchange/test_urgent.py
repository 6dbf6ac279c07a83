"""Words of the urgent signs: found where they stand, and nowhere else."""

from __future__ import annotations

import pytest

from formcheck.exchange.urgent import find_urgent
from formcheck.words import languages, read_words


@pytest.mark.parametrize(
    "text",
    [
        "Since yesterday I am NUMB between my legs.",
        "It tingles in the groin",
        "I can’t feel my bottom when I sit",
        "wiping feels different",
        "I cannot pee since this morning",
        "I have trouble passing water",
        "I cannot hold my urine",
        "I can't hold my pee any more",
        "I wet myself twice",
        "lost control of my bowels",
        "My bladder feels different",
        "no feeling during sex",
        "The pain is in both legs now",
        "sciatica on both sides!",
        "tingling in both my feet",
        "I drag my foot",
        "My left leg is getting weaker",
        "My foot drops when I walk.",
        "Could it be cauda equina?",
        "Ich bin im Schritt taub.",
        "Ich kann nicht mehr Wasser lassen",
        "Ich kann den Urin nicht halten",
        "Ich kann mein Wasser nicht halten",
        "Schmerzen in beiden Beinen",
        "Mein Fuß schleift beim Gehen",
        "Je n’arrive pas à retenir mon urine",
        "Je ne sens plus rien entre les jambes",
        "J'ai du mal à uriner",
        "Des douleurs dans les deux jambes",
        "No puedo aguantar la orina",
        "No siento nada entre las piernas",
        "Me cuesta orinar",
        "Tengo dolor en las dos piernas",
    ],
)
def test_urgent_signs_are_found(text: str) -> None:
    assert find_urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you, the number of sets is fine.",
        "May I do the press up twice a day?",
        "My back hurts a little after gardening.",
        "Pain in my left leg is less than last week.",
        "I sat on both chairs and my back ached less on the hard one.",
        "Both exercises went well. My leg is fine.",
        "I can hold it for ten seconds now.",
        "We moved to another house, Wednesday is difficult.",
        "I lost the sheet. Can you send a new one?",
        "Is it normal that my arms get tired?",
        "The sexton rang the bell; no problem.",
        "Beide Übungen gehen gut, danke.",
        "Merci, les deux exercices vont bien.",
        "I cannot hold the top for five seconds.",
        "Ich kann die Stellung nicht halten.",
        "Gracias, los dos ejercicios van bien.",
        "My bottom hand hurts.",
        "I sit on a saddle for an hour, is that fine?",
        "The pain moves up, out of the leg.",
    ],
)
def test_other_messages_are_not_taken_for_urgent(text: str) -> None:
    assert find_urgent(text) == []


def test_what_is_found_is_told_in_small_letters_and_once() -> None:
    assert find_urgent("NUMB in the groin. Numb in the groin!") == ["numb", "groin"]


def test_words_in_two_sentences_are_no_sign() -> None:
    assert find_urgent("Both legs are fine. My back hurts.") == []


@pytest.mark.parametrize("language", languages())
def test_every_sign_is_found_as_the_program_itself_says_it(language: str) -> None:
    signs = read_words("formcheck.safety", language).lines("urgent")
    assert [sign for sign in signs if not find_urgent(sign.partition(":")[0])] == []
