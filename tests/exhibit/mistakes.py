"""Mistakes that people really make in text files, each as a change to the real exhibit. A caret ‸ marks the column."""

from __future__ import annotations

from tests.exhibit.mistake import CARET, Mistake, act, coded, deleted, edit, linked, painted, picture, renamed, written

S, FR, NL, EN = "settings.toml", "languages/fr.toml", "languages/nl.toml", "languages/en.toml"
P, T, E = "panels/01-prompt/panel.toml", "panels/01-prompt/fr.md", "panels/01-prompt/en.md"
G, ST = "glossary/fr.toml", "starters.toml"
LONG = "Une phrase qui ne finit pas et qui dit encore une chose puis une autre et encore une autre pour bien fatiguer."
EASY = "Cette phrase est facile mais elle a bien trop de mots pour cela ici."

SETTINGS = [
    edit("a setting mistyped", S, r"^idle_seconds", f"{CARET}idle_second", "idle_seconds"),
    edit("a number as text", S, r"^idle_seconds = 60", f'{CARET}idle_seconds = "60"', "number from 5"),
    edit("a pace that hurts", S, r"^step_seconds = .*", f"{CARET}step_seconds = 0.01", "0.2"),
    edit("half a character", S, r"^prompt_characters = 120", f"{CARET}prompt_characters = 120.5", "whole"),
    edit("a model elsewhere", S, r'^model = "imagier"', f'{CARET}model = "../elsewhere"', "folder"),
    edit("languages as text", S, r"^languages = .*", f'{CARET}languages = "fr"', "list"),
    edit("a language mistyped", S, r'"de"\]', f'{CARET}"du"]', "du"),
    edit("a table nobody knows", S, r"\Z", f"\n{CARET}[colours]\nred = 1\n", "colours"),
    edit("no equals sign", S, r"^idle_seconds = 60", f"idle_seconds {CARET}60", "equals sign"),
    edit("no closing quote", S, r'^model = "imagier"', f'model = "imagier{CARET}', "closing quote"),
    edit("a setting twice", S, r"^idle_seconds = 60", f"idle_seconds = 60\n{CARET}idle_seconds = 70", "before"),
    edit("no quotes", S, r'^model = "imagier"', f"model = {CARET}imagier", "quotes"),
    edit("a quote in a text", S, r'^model = "imagier"', f'model = "ima" {CARET}gier"', "more on this line"),
    edit("a line without a sign", S, r"\A", f"{CARET}* Les réglages\n", "begins with"),
    edit("a backslash", S, r'^model = "imagier"', r'model = "ima‸\\gier"', "backslash"),
    edit("an hour that is none", S, r"\Z", f'\n[opening_hours]\n{CARET}monday = "10 to 6"\n', "opening hours"),
    edit("a day mistyped", S, r"\Z", f'\n[opening_hours]\nevery_day = "10-18"\n{CARET}sonday = "closed"\n', "sunday"),
    edit("closed for ever", S, r"\Z", f'\n{CARET}[opening_hours]\nsunday = "closed"\n', "never be open"),
    edit("a screen without a distance", S, r"^# screen_inches = 24", f"{CARET}screen_inches = 24", "viewing_cm"),
    edit(
        "a screen too far away",
        S,
        r"^# screen_inches = 24\n# viewing_cm = 60",
        f"screen_inches = 24\n{CARET}viewing_cm = 300",
        "61 cm",
    ),
    edit("a lab mistyped", S, r'"world", ', f'{CARET}"wolrd", ', "world"),
    act("settings in UTF-16", S, coded("utf-16"), "UTF-16"),
    act("settings begin with a mark", S, coded("utf-8", b"\xef\xbb\xbf"), "BOM"),
    act("settings lost", S, deleted, "missing"),
    act("settings with a capital", S, renamed("Settings.toml"), "capitals", "Settings.toml"),
]

LANGUAGES = [
    edit("a sentence lost", NL, r"^prompt_paint = .*\n", "", "prompt_paint", r"^\[text\]", f"{CARET}[text]"),
    edit("a sentence mistyped", NL, r"^prompt_paint", f"{CARET}prompt_piant", "prompt_paint"),
    edit("a sentence that is a number", NL, r"^prompt_paint = .*", f"{CARET}prompt_paint = 3", "sentence"),
    edit("an empty sentence", NL, r"^prompt_paint = .*", f'{CARET}prompt_paint = " "', "sentence"),
    edit("a brace lost", NL, r'^painting_step = "Stap \{step\}', f'{CARET}painting_step = "Stap {{step', "braces"),
    edit(
        "a brace mistyped", NL, r'^painting_step = "Stap \{step\}', f'{CARET}painting_step = "Stap {{stap}}', "{step}"
    ),
    edit("a keyboard nobody has", NL, r"^keyboard = .*", f'{CARET}keyboard = "dvorak"', "azerty"),
    edit("no name", NL, r"^name = .*", f'{CARET}name = ""', "calls itself"),
    edit("a part of the lexicon mistyped", NL, r"^\[lexicon\.things\]", f"{CARET}[lexicon.thigns]", "things"),
    edit("no space before a question", FR, r"voulez-vous voir\u202f\?", f"voulez-vous voir{CARET}?", "U+202F"),
    edit("a space after a quote", FR, r"Touchez encore «\u202f", f"Touchez encore {CARET}« ", "U+202F"),
    edit("a typewriter’s apostrophe", FR, r"^attract_touch = .*", f'attract_touch = "Touchez l{CARET}\'écran"', "’"),
    edit("a sign the font lacks", FR, r"^prompt_paint = .*", f'prompt_paint = "Peindre {CARET}☃"', "U+2603"),
    edit("a word as text", FR, r"^cat = \[", f'{CARET}cat = "chat"\nkat = [', "list of words"),
    edit("a word no other language has", NL, r"^rabbit = ", f"{CARET}rabit = ", "rabit"),
    edit("spellings without end", NL, r'^rabbit = \["', f'{CARET}rabbit = ["{"(a|b)" * 40}", "', "shorter"),
    edit("a note without sentence", NL, r"^lost_detail = \[", f"{CARET}lost_detial = [", "lost_detial"),
    edit("a heading twice", FR, r"^\[lexicon\]", f"[lexicon]\n{CARET}[text]", "twice"),
    edit("a comma lost", EN, r'^or = \[.*|^dog = \["dog / dogs", ', f'dog = ["dog / dogs" {CARET}', "comma"),
    Mistake("a letter in Windows’ encoding", FR, "UTF-8", act=coded("utf-8", b"# caf\xe9\n"), place=(1, 6)),
]

OTHERS = [
    edit("a keyboard without rows", "keyboards/azerty.toml", r"^rows = ", f"{CARET}row = ", "rows"),
    edit("two keys for an accent", "keyboards/azerty.toml", r"^\[accents\]", f'[accents]\n{CARET}ee = "é"', "one key"),
    edit("a seed too large", ST, r"^seed = 21", f"{CARET}seed = 100000", "99999"),
    edit("a starter’s key mistyped", ST, r"^seed = 21", f"seed = 21\n{CARET}sede = 21", "seed"),
    edit(
        "a starter without name",
        ST,
        r'^name = "striped-house"\n',
        "",
        "needs a name",
        r"(# Trois autres.*\n)",
        rf"\1{CARET}",
    ),
    edit("a starter twice", ST, r'^name = "striped-house"', f'{CARET}name = "red-cat"', "two starters"),
    edit(
        "an idea too many",
        ST,
        r"\Z",
        f'\n{CARET}[[starter]]\nname = "seventh"\nseed = 7\ningredients = ["cat", "snow"]\n[starter.prompt]\n'
        'fr = "un chat"\nen = "a cat"\nnl = "een kat"\nde = "eine Katze"\n',
        "first 6 ideas",
    ),
    edit("an ingredient mistyped", ST, r'\["house", "striped"\]', f'["house", {CARET}"stripped"]', "striped"),
    edit(
        "one ingredient", ST, r'^ingredients = \["house", "striped"\]', f'{CARET}ingredients = ["house"]', "two words"
    ),
    edit("a word of no lexicon", ST, r'^fr = "un chat éponge"', f'{CARET}fr = "un zibou"', "zibou"),
    edit("another animal in French", ST, r'^fr = "un chat éponge"', f'{CARET}fr = "un chien éponge"', "sponge dog"),
    edit("a caption’s key mistyped", "captions.toml", r"^joints =", f"{CARET}joint =", "joints"),
    edit("a word explained twice", G, r"\Z", f'{CARET}"Jetons / Tokens" = "Un morceau."\n', "twice"),
    edit("an explanation as number", G, r'^"poids" = .*', f'{CARET}"poids" = 3', "explanation"),
    edit("a form lost", G, r'^"étape / étapes"', f'{CARET}"étape / "', "form"),
    edit("an explanation too long", G, r'^"poids" = "', f'{CARET}"poids" = "{"Il y a des mots. " * 9}', "30"),
    edit("a hard explanation", G, r'^"poids" = "', f'"poids" = "{CARET}{EASY} ', "two sentences"),
    act("a glossary lost", "glossary/nl.toml", deleted, "missing"),
]

ABOUT = [
    edit("a key mistyped", P, r"^shown", f"{CARET}showm", "shown"),
    edit("a scene mistyped", P, r"^shown = .*", f'shown = ["prompt", {CARET}"wrods"]', "words"),
    edit("scenes as text", P, r"^shown = .*", f'{CARET}shown = "prompt"', "list"),
    edit("a lab nobody knows", P, r"^lab = .*", f'{CARET}lab = "wolrd"', "world"),
    edit("no credit", P, r"^credit = .*", f'{CARET}credit = ""', "credit"),
    edit("a source language nobody has", P, r"^source_language = .*", f'{CARET}source_language = "it"', "no language"),
    edit("a date in quotes", P, r"^checked = .*", f'{CARET}checked = "24 novembre"', "date"),
    edit("a fact from last year", P, r"^checked = .*", f"{CARET}checked = 2025-11-02", "year"),
    edit("a fact from tomorrow", P, r"^checked = .*", f"{CARET}checked = 2036-11-24", "still to come"),
    edit("a source without text", P, r"^text = .*", f'{CARET}text = ""', "text"),
    edit("a source’s key mistyped", P, r"^checked = ", f"{CARET}cheked = ", "checked"),
    edit("one bracket too few", P, r"^\[\[source\]\]", f"{CARET}[source]", "[[source]]"),
    edit(
        "a picture elsewhere", P, r"^lab = ", f'{CARET}picture = "../02-translation/picture.svg"\nlab = ', "this folder"
    ),
    edit("a picture nobody drew", P, r"^lab = ", f'{CARET}picture = "cat.svg"\nlab = ', "cat.svg"),
    edit("a picture with a capital", P, r"^lab = ", f'{CARET}picture = "Picture.svg"\nlab = ', "picture.svg"),
    edit("a picture that moves", P, r"^lab = ", f'{CARET}picture = "picture.gif"\nlab = ', ".svg"),
    edit("a bracket open", P, r'^shown = \["prompt"\]', 'shown = ["prompt"', "bracket", r"^lab", f"{CARET}lab"),
    edit("a translation of no language", P, r"^\[translated\]", f'[translated]\n{CARET}it = "0"', "“it”"),
    edit("the source changed", T, r"^# ", "# Oh\u202f: ", "changed", found_in=E),
    act("panel.toml lost", P, deleted, "missing"),
    act("a panel’s folder with a capital", "panels/01-prompt", renamed("1-Prompt"), "two digits", "panels/1-Prompt"),
    act("a number twice", "panels/02-translation", renamed("01-translation"), "01", "panels/01-translation"),
    act("a name twice", "panels/02-translation", renamed("02-prompt"), "prompt", "panels/02-prompt"),
    act("a text lost", "panels/01-prompt/nl.md", deleted, "nl"),
    act("a text with capitals", "panels/01-prompt/nl.md", renamed("NL.md"), "capitals", "panels/01-prompt/NL.md"),
    act("a text nobody reads", "panels/01-prompt/it.md", written("# Ciao\n"), "Nobody reads"),
]

ANY = r"(?<=\n\n)(?=\w)"  # the beginning of the first paragraph below a title
TEXT = [
    edit("a link", T, ANY, f"{CARET}[Voir](https://example.org) ", "no network"),
    edit("a bare address", T, ANY, f"Voir {CARET}https://example.org\u202f: ", "no network"),
    edit("an address in angle brackets", T, ANY, f"Voir {CARET}<https://example.org> ", "no network"),
    edit("HTML in a line", T, ANY, f"Un {CARET}<b>mot ", "HTML"),
    edit("a block of HTML", T, ANY, f"{CARET}<div>\n\n", "HTML"),
    edit("an HTML sign", T, ANY, f"Un mot{CARET}&nbsp;et ", "HTML"),
    edit("code in a line", T, ANY, f"Un {CARET}`mot` ", "code"),
    edit("a block of code", T, ANY, f"{CARET}```\nmot\n```\n\n", "code"),
    edit("four spaces", T, ANY, f"    {CARET}mot\n\n", "code"),
    edit("a table", T, ANY, f"{CARET}| a | b |\n|---|---|\n| c | d |\n\n", "list"),
    edit("a numbered list", T, ANY, f"{CARET}1. mot\n2. mot\n\n", "Numbered"),
    edit("a list in a list", T, ANY, f"- mot\n  {CARET}- mot\n\n", "plain paragraphs"),
    edit("a small heading", T, ANY, f"{CARET}### Titre\n\n", "##"),
    edit("a second title", T, ANY, f"{CARET}# Titre\n\n", "##"),
    edit("a title in the old way", T, ANY, f"Titre\n{CARET}=====\n\n", "# Title"),
    edit("struck out", T, ANY, f"Un {CARET}~~mot~~ ", "struck"),
    edit("somebody else’s picture", T, ANY, f"{CARET}![Un chat](cat.svg)\n\n", "own picture"),
    edit("a picture from outside", T, ANY, f"{CARET}![Un chat](../../secret.svg)\n\n", "outside"),
    edit("a picture in a sentence", T, ANY, f"Un {CARET}![chat](picture.svg) ", "own"),
    edit("a picture without words", T, ANY, f"{CARET}![](picture.svg)\n\n", "what it shows"),
    edit("two pictures", T, ANY, f"![Un](picture.svg)\n\n{CARET}![Deux](picture.svg)\n\n", "already"),
    edit("a word of no glossary", T, ANY, f"Le {CARET}[briut] et ", "bruit"),
    edit("a bracket alone", T, ANY, f"Le mot{CARET}] et ", "bracket"),
    edit("a value nobody knows", T, ANY, f"Il faut {CARET}{{energy_pictur}} ici. ", "energy_picture"),
    edit("no easy version", T, r"(?s)\n---\n.*", f"\n{CARET}", "easy version"),
    edit("two lines", T, r"\n---\n", f"\n---\n\n{CARET}---\n", "second line"),
    edit("a line of stars", T, r"\n---\n", f"\n{CARET}***\n", "hyphens"),
    edit("no title", T, r"\A# .*\n\n", f"{CARET}", "title"),
    edit("a title without space", T, r"\A# ", f"{CARET}#", "title"),
    edit("a title too long", T, r"\A# ", f"# {CARET}Un très très long titre qui ne finit pas vite ", "40"),
    edit("a sentence too long", T, ANY, f"{CARET}{LONG} ", "20"),
    edit("a sentence too long in the middle", T, ANY, f"Un mot. {CARET}{LONG} ", "20"),
    edit("an easy sentence too long", T, r"(\n---\n\n# .*\n\n)", rf"\1{CARET}{EASY} ", "12"),
    edit("too many words", T, ANY, "Encore des mots. " * 40, "150", r"\A# ", f"# {CARET}"),
    edit("too few words", T, r"(?s)\n\n.*\n\n---\n", "\n\nPeu de mots.\n\n---\n", "60", r"\A# ", f"# {CARET}"),
    edit("easy and long", T, r"(\n---\n\n# )(.*\n\n)", rf"\1{CARET}\2{'Des mots. ' * 60}", "100"),
    edit("easy and short", T, r"(?s)(\n---\n\n# )(.*?\n\n).*", rf"\1{CARET}\2Peu de mots.\n", "40"),
    edit("no space before a colon", T, ANY, f"Ici{CARET}: ", "U+202F"),
    edit("no space in French quotes", T, ANY, f"Ici {CARET}«mot\u202f». ", "U+202F"),
    edit("typewriter quotes", E, ANY, f"This is {CARET}“a “word”. ".replace("“a “", '"a '), "“ ”"),
    edit("three dots", E, ANY, f"Well{CARET}... ", "…"),
    edit("a sign the font lacks", E, ANY, f"A cat {CARET}🐈 sits. ", "U+1F408"),
    edit("a hidden character", E, ANY, f"A ca{CARET}\x00t. ", "U+0000"),
    edit("a wide space of no width", E, ANY, f"A ca{CARET}\u200bt. ", "U+200B"),
    edit("letters gone wrong", T, ANY, f"Une {CARET}Ã©ponge. ", "encoding"),
    act("a text in UTF-16", T, coded("utf-16-le", b"\xff\xfe"), "UTF-16"),
    act("a text in UTF-16 without a mark", T, coded("utf-16-be"), "UTF-16"),
    act("a text that begins with a mark", T, coded("utf-8", b"\xef\xbb\xbf"), "BOM"),
    act("an empty text", T, written("\n"), "empty"),
    act("a link to a file outside", T, linked("/etc/hostname"), "outside"),
]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{}</svg>'
PIC = "panels/01-prompt/picture."
PICTURES = [
    act("no picture", "panels/01-prompt/picture.svg", deleted, "picture.svg", P),
    act(
        "a picture’s name in capitals", "panels/01-prompt/picture.svg", renamed("picture.SVG"), "capitals", PIC + "SVG"
    ),
    act("a picture too heavy", P, painted("picture.png", b"\x89PNG" + bytes(4_100_000)), "MB", PIC + "png"),
    act("a picture too large", P, painted("picture.png", picture(5000, 4000)), "million", PIC + "png"),
    act("half a picture", P, painted("picture.png", picture(99, 99)[:90]), "damaged", PIC + "png"),
    act("half a photograph", P, painted("picture.jpg", picture(99, 99, "JPEG")[:200]), "damaged", PIC + "jpg"),
    act("a photograph named PNG", P, painted("picture.png", picture(9, 9, "JPEG")), "JPEG", PIC + "png"),
    act("a bomb", P, painted("picture.png", picture(20_000, 12_000)), "million", PIC + "png"),
    edit("a drawing not closed", PIC + "svg", r"(?s)\A.*", f"<svg>\n<g>\n</{CARET}svg>", "damaged"),
    edit("a drawing with text", PIC + "svg", r"(?s)\A.*", SVG.format(f"\n {CARET}<text>a</text>"), "font"),
    edit("a drawing with a program", PIC + "svg", r"(?s)\A.*", SVG.format(f"\n{CARET}<script/>"), "program"),
    edit(
        "a drawing that looks outside",
        PIC + "svg",
        r"(?s)\A.*",
        SVG.format(f'{CARET}<image href="../a.png"/>'),
        "outside",
    ),
    Mistake("a tile lost", "starters/cat.png", "make starters", act=deleted, found_in=ST, at='"cat"'),
]

MISTAKES = [*SETTINGS, *LANGUAGES, *OTHERS, *ABOUT, *TEXT, *PICTURES]
