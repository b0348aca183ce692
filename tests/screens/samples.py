"""Sample visits for screen tests: paintings that look like the real ones, made from drawings of the Imagier.

Nothing here is a model: noise is blended with a drawing by a schedule like the one our models use, so that every
screen can be drawn with what it will really have to show (coarse previews, decoded steps, signed differences).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageFilter

from kiosk.diffusion.preview import difference_picture
from kiosk.exhibit.load import load_all
from kiosk.exhibit.model import Exhibit, Reading, Word
from kiosk.imagier.dataset import Description, Placed
from kiosk.imagier.draw import render, svg
from kiosk.visit.events import Image, Recipe, Token, View
from kiosk.visit.hearing import VoiceThere
from kiosk.visit.scenes import (
    Doubt,
    Ear,
    Earlier,
    Finish,
    Painter,
    Painting,
    Picture,
    Prompt,
    Scene,
    ShownStep,
    Sorry,
    Talk,
    Visit,
    Words,
)

LANGUAGES = ("fr", "en", "nl", "de")
SIZE, LATENT, STEPS, GUIDANCE = 128, 16, 20, 3.0
Pixels = NDArray[np.float32]

HOSTILE_PROMPTS = (
    "🙂🐈‍⬛🏳️‍🌈 un chat 🙂",
    "قطة حمراء في الثلج",
    "חתול אדום בשלג",
    "W" * 120,
    "un chat\x00 \ud800 rouge",
    "",
    "   ",
    "i\u0301\u0302\u0303\u0304" * 30,
    "猫が雪の中にいる",
)


@cache
def drawing(thing: str = "cat", colour: str = "red", texture: str = "plain", scene: str = "snow") -> Pixels:
    """One drawing of the Imagier, float32 [128, 128, 3], 0 to 255."""
    placed = Placed(thing, colour, texture, 64.0, 113.0, 0.9, False)
    return render(svg(Description(0, scene, (placed,), 100.0, 0.4, False)), SIZE).astype(np.float32)


def _blurred(pixels: Pixels, radius: float) -> Pixels:
    picture = Pillow.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32)


def _resized(pixels: Pixels, size: int, how: Pillow.Resampling) -> Pixels:
    picture = Pillow.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return np.asarray(picture.resize((size, size), how), dtype=np.float32)


def whole(pixels: Pixels) -> NDArray[np.uint8]:
    """Pixels as bytes."""
    return np.clip(pixels, 0, 255).astype(np.uint8)


def image(pixels: Pixels) -> Image:
    """Pixels [h, w, 3] as what crosses processes."""
    height, width = pixels.shape[:2]
    return Image(width, height, whole(pixels).tobytes())


def noise(seed: int) -> Pixels:
    """Decoded noise: a mosaic of latent cells, each with its own colour and a little smear, about -110 to 110."""
    cells = np.random.Generator(np.random.Philox(seed)).standard_normal((LATENT, LATENT, 3)).astype(np.float32)
    coarse = _resized(cells * 42 + 128, SIZE, Pillow.Resampling.NEAREST)
    return (coarse * 0.6 + _blurred(coarse, 2.5) * 0.4) - 128


@cache
def steps(
    thing: str = "cat",
    colour: str = "red",
    texture: str = "plain",
    scene: str = "snow",
    seed: int = 7,
    total: int = STEPS,
    decoded: bool = True,
) -> tuple[ShownStep, ...]:
    """A whole painting, step by step; `decoded` adds the views a painter sends when it has time."""
    clean, other, grain = (
        drawing(thing, colour, texture, scene),
        drawing("tree", "green", "plain", "meadow"),
        noise(seed),
    )
    made = []
    for index in range(total):
        done = index / max(1, total - 1)
        signal = 0.5 - 0.5 * np.cos(np.pi * np.clip(done * 0.96 + 0.03, 0, 1))  # share of variance that is picture
        words = 0.8 if index == 0 else 0.3 / (1 + index) ** 0.9 if done < 0.8 else 0.0
        guess = _blurred(clean, 13 * (1 - done) ** 3) * (1 - 0.35 * (1 - done) ** 4) + 48 * (1 - done) ** 4
        estimate = guess
        # Exactly as guidance does it: the estimate is without + guidance x (with - without).
        without = guess + (_blurred(other, 11 * (1 - done)) - guess) * words
        with_prompt = without + (guess - without) / GUIDANCE
        easel = 128 + np.sqrt(signal) * (estimate - 128) + np.sqrt(1 - signal) * grain
        difference = difference_picture(whole(with_prompt), whole(without), GUIDANCE).astype(np.float32)
        views: tuple[tuple[View, Image], ...] = (
            ("easel", image(easel)),
            ("estimate", image(estimate)),
            ("without", image(without)),
            ("with", image(with_prompt)),
            ("difference", image(difference)),
            ("no_words", image(_blurred(other, 11 * (1 - done)))),
        )
        coarse_easel = image(_resized(easel, LATENT, Pillow.Resampling.BOX))
        coarse_estimate = image(_resized(estimate, LATENT, Pillow.Resampling.BOX))
        timestep = round(999 - index * 1000 / total)
        made.append(ShownStep(index, timestep, coarse_easel, coarse_estimate, views if decoded else ()))
    return tuple(made)


READINGS = {
    "fr": Reading(
        "une chatte rouge dans la neige",
        "fr",
        (
            Word("une", "grammar", "a"),
            Word("chatte", "thing", "cat"),
            Word("rouge", "colour", "red"),
            Word("dans la neige", "scene", "in the snow"),
        ),
        "a red cat in the snow",
        notes=("lost_feminine",),
    ),
    "en": Reading(
        "a red zibou cat in the snow",
        "en",
        (
            Word("a", "grammar", "a"),
            Word("red", "colour", "red"),
            Word("zibou", "unknown", ""),
            Word("cat", "thing", "cat"),
            Word("in the snow", "scene", "in the snow"),
        ),
        "a red zibou cat in the snow",
        unknown_words=("zibou",),
    ),
    "nl": Reading(
        "een rode kat in de sneeuw",
        "nl",
        (
            Word("een", "grammar", "a"),
            Word("rode", "colour", "red"),
            Word("kat", "thing", "cat"),
            Word("in de sneeuw", "scene", "in the snow"),
        ),
        "a red cat in the snow",
    ),
    "de": Reading(
        "eine rote Katze im Schnee",
        "de",
        (
            Word("eine", "grammar", "a"),
            Word("rote", "colour", "red"),
            Word("Katze", "thing", "cat"),
            Word("im Schnee", "scene", "in the snow"),
        ),
        "a red cat in the snow",
    ),
}
IDS = {"a": 12, "red": 87, "cat": 45, "in": 19, "the": 14, "snow": 131, "zi": 301, "bo": 322, "u": 38}


def reading(language: str) -> Reading:
    """A reading in this language: French loses a feminine, English has an unknown word."""
    return READINGS[language]


def hostile_reading(prompt: str) -> Reading:
    """What reading makes of a prompt that is no prompt: every word unknown, nothing dropped."""
    words = tuple(Word(text, "unknown", "") for text in prompt.split())
    return Reading(prompt, "fr", words, prompt, tuple(word.text for word in words))


def tokens(of: Reading) -> tuple[Token, ...]:
    """Its English prompt as tokens; an unknown word falls into several pieces."""
    made: list[Token] = []
    for word in of.english_prompt.split():
        pieces: tuple[str, ...] = ("zi", "bo", "u") if word == "zibou" else (word,)
        if len(word) >= 12:
            pieces = tuple(word[i : i + 4] for i in range(0, len(word), 4))
        made += [Token(piece, IDS.get(piece, 200 + sum(map(ord, piece)) % 300)) for piece in pieces]
    return tuple(made)


def recipe(of: Reading, seed: int = 7, count: int = STEPS, guidance: float = GUIDANCE) -> Recipe:
    """The recipe of a sample painting."""
    return Recipe(of.prompt, of.language, of.english_prompt, "imagier", seed, count, guidance)


def visit(scene: Scene, language: str, paintings: int = 1) -> Visit:
    """A visit that is in this scene, with a ready painter."""
    painter = Painter(ready=True, model="imagier", provider="CPUExecutionProvider", drawings=1_000_000)
    return Visit(scene, language, 0.0, paintings=paintings, painter=painter)


def words(of: Reading, **changes: object) -> Words:
    """The scene where words become numbers, all tokens there."""
    return replace(Words(0.0, 1, recipe(of), of, tokens(of)), **changes)  # type: ignore[arg-type] # any field


def painting(of: Reading, shown: int, shown_at: float = 0.0, **changes: object) -> Painting:
    """A painting that shows step `shown`, one more step known to the visit already."""
    known = steps()[: max(0, shown + 1)]
    made = Painting(0.0, 1, recipe(of), of, tokens(of), known, shown, shown_at)
    return replace(made, **changes)  # type: ignore[arg-type] # any field


def picture(of: Reading, compared: bool = False, **changes: object) -> Picture:
    """A finished picture; `compared` puts an earlier one with weaker guidance beside it."""
    made = Picture(0.0, 1, recipe(of, guidance=5.0), of, tokens(of), steps(), Finish(STEPS - 1, image(drawing()), 0.4))
    if compared:
        before = Earlier(recipe(of), STEPS - 1, image(_blurred(drawing(), 1.2)))
        made = replace(made, earlier=(before,))
    return replace(made, **changes)  # type: ignore[arg-type] # any field


def sorry(of: Reading | None) -> Sorry:
    """Something broke while this prompt was being painted."""
    return Sorry(0.0, recipe(of) if of else None, of)


@cache
def exhibit(text_factor: float = 1.0) -> Exhibit:
    """The real exhibit of this checkout, in all its languages."""
    home = Path(__file__).resolve().parents[2]
    loaded = load_all(home / "exhibit_content", home / "models")
    settings = replace(loaded.exhibit.settings, languages=LANGUAGES, text_factor=text_factor)
    return replace(loaded.exhibit, languages=loaded.languages, settings=settings)


# --- speaking ----------------------------------------------------------------------------------------


def speaking(scene: Prompt, code: str, **changes: object) -> Visit:
    """A visit where a voice taught by people is there in every language."""
    ear = Ear(tuple(VoiceThere(one, one, "people") for one in LANGUAGES))
    return replace(Visit(scene, code, 0.0, ear=ear, pressed="talk" if scene.talk else ""), **changes)  # type: ignore[arg-type] # any field


def listening(code: str, words: int = 3, **changes: object) -> Prompt:
    """Somebody speaks: so many words so far, rather loud."""
    text = " ".join(reading(code).prompt.split()[:words])
    talk = Talk(1, 0.0, lit=True, glow=0.8, glow_before=0.8, glow_at=0.5, text=text)
    return Prompt(0.0, talk=replace(talk, **changes))  # type: ignore[arg-type] # any field


def heard(code: str, **changes: object) -> Prompt:
    """What was heard: one word is a gap, the last one is doubtful."""
    whole = reading(code)
    words = [*whole.prompt.split()[:1], "…", *whole.prompt.split()[2:]]
    text = " ".join(words)
    at = text.index("…")
    doubts = (Doubt(at, at + 1, True), Doubt(len(text) - len(words[-1]), len(text)))
    return replace(Prompt(0.0, text, heard=True, doubts=doubts), **changes)  # type: ignore[arg-type] # any field
