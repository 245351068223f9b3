"""The main job: ask, read the answer as it comes, follow a mark to its sentence and come back."""

import pytest
from pages import DESKTOP, PHONE, Served, Visit, served
from playwright.sync_api import expect
from steps import ask, press, question_box

QUESTION = "What did the Supreme Court order in 2018?"
SIDES = "What do both sides say?"

STAGES = ["Searching the sources…", "Reading the passages found…", "Writing…", "Checking each sentence"]

WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const turn = document.querySelector(".turn");
    if (turn) seen.push([turn.dataset.state, turn.innerText, turn.querySelectorAll(".mark.pending").length]);
  }).observe(document.querySelector("#conversation"), {childList: true, subtree: true, characterData: true});
}"""
"""Notes every state of the first turn: its state, its text, and its marks that lead nowhere yet."""


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_mark_leads_to_its_sentence_and_back(visit: Visit, site: Served, width: int) -> None:
    page = visit(site.url, width)
    turn = ask(page, QUESTION)
    mark = turn.get_by_role("link", name="Source 2: quoted, Choi Eun-mi")
    mark.click()
    target = page.locator("#sources .said.target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("We’re seeing seemingly unworkable differences")
    expect(target).to_be_focused()
    press(page, "↩ Back to the answer")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    expect(target).to_have_count(0)


def test_the_answer_comes_in_pieces(visit: Visit) -> None:
    with served(seconds=0.3) as site:
        page = visit(site.url)
        page.evaluate(WATCH)
        turn = ask(page, QUESTION)
        seen = page.evaluate("seen")
        stages = [name for name in STAGES if any(name in text for _, text, _ in seen)]
        assert stages == STAGES
        assert ("running", 1, True) in [(state, marks, "pay damages" in text) for state, text, marks in seen]
        expect(turn.locator(".answer .mark")).to_have_text(["1", "2", "3"])


def test_a_mark_shows_its_quotation_on_hover_and_focus(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, QUESTION)
    peek = page.get_by_role("tooltip")
    turn.locator(".mark").nth(1).hover()
    expect(peek).to_contain_text("We’re seeing seemingly unworkable differences")
    expect(peek).to_contain_text("quoted Choi Eun-mi · 28 February 2023")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    turn.locator(".mark").first.focus()
    expect(peek).to_contain_text("reported")
    question_box(page).focus()
    expect(peek).to_be_hidden()


def test_cited_sentences_are_highlighted_with_number_speaker_and_mode(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    ask(page, QUESTION)
    cited = page.locator("#sources .said[data-cited]")
    expect(cited).to_have_count(3)
    shown = {one.get_attribute("data-cited"): one.get_attribute("data-how") for one in cited.all()}
    assert shown["2"] == "Choi Eun-mi · quoted"
    assert {one.get_attribute("data-mode") for one in cited.all()} == {"report", "quote", "paraphrase"}


def test_modes_differ_by_more_than_colour(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    marks = ask(page, QUESTION).locator(".mark")
    looks = marks.evaluate_all("all => all.map(one => getComputedStyle(one).borderTopStyle)")
    assert looks == ["dotted", "solid", "dashed"]
    signs = marks.evaluate_all("all => all.map(one => getComputedStyle(one, '::after').content)")
    assert len(set(signs)) == 3


def test_used_and_unused_passages_are_kept_apart(visit: Visit, site: Served) -> None:
    turn = ask(visit(site.url), QUESTION)
    turn.get_by_text("Sentences quoted: 3").click()
    expect(turn.locator(".quoted .card")).to_have_count(3)
    turn.get_by_text("Passages read but not used: 2").click()
    expect(turn.locator(".unused li")).to_have_count(2)
    quoted = set(turn.locator(".quoted blockquote").all_inner_texts())
    assert not quoted & set(turn.locator(".unused li > p:first-child").all_inner_texts())


def test_an_example_question_is_asked_with_one_click(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    examples = page.locator(".examples button")
    expect(examples).to_have_count(6)
    examples.first.click()
    expect(page.locator(".turn .question")).to_have_text(QUESTION)
    expect(page.locator(".turn")).to_have_attribute("data-state", "done")


def test_the_way_in_names_the_sources_and_the_limits(visit: Visit, site: Served) -> None:
    welcome = visit(site.url).locator(".welcome")
    expect(welcome).to_contain_text("Seoul and Tokyo far apart on forced labour")
    expect(welcome).to_contain_text("28 February 2023")
    expect(welcome.get_by_role("heading", name="What it cannot do")).to_be_visible()


def test_answer_and_evidence_stand_side_by_side(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    answer, document = ask(page, SIDES).locator(".answer"), page.locator("#sources .document")
    expect(answer).to_be_in_viewport()
    expect(document).to_be_in_viewport()
    left, right = answer.bounding_box(), document.bounding_box()
    assert left and right
    assert left["x"] + left["width"] <= right["x"]
    expect(page.locator('#sources .said[data-cited="1"]')).to_be_in_viewport()  # though it is far down


def test_the_way_back_moves_nothing_in_the_source(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, QUESTION)
    height = "document.querySelector('#sources .document').offsetHeight"
    before = page.evaluate(height)
    turn.locator(".mark").nth(1).click()
    expect(page.get_by_role("button", name="↩ Back to the answer")).to_be_in_viewport()
    assert page.evaluate(height) == before
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="↩ Back to the answer")).to_be_hidden()


def test_a_mark_whose_quotation_is_in_view_points_to_it(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, "What have they paid since 1998?")
    turn.locator(".mark").first.hover()
    expect(turn.locator(".voice .card.lit")).to_contain_text("The victims -- specifically those")
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.mouse.move(0, 0)
    expect(turn.locator(".lit")).to_have_count(0)


def test_a_quotation_of_several_sentences_is_numbered_once(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    turn = ask(page, "Show several.")
    cited = page.locator("#sources .said[data-cited]")
    assert cited.evaluate_all("all => all.map(one => one.dataset.cited)") == ["1", "2"]
    turn.locator(".mark").first.click()
    expect(page.locator(".said.target")).to_have_count(2)
    shown = cited.evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert shown == ['"1"', '"2"']


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_quotations_of_one_speaker_stand_together(visit: Visit, site: Served, width: int) -> None:
    turn = ask(visit(site.url, width), SIDES)
    voices = turn.locator(".voice")
    assert [voice.locator("blockquote").count() for voice in voices.all()] == [3, 2, 1]
    names = voices.first.locator(".by")
    expect(names).to_have_count(3)  # a screen reader hears it before each
    seen = names.evaluate_all("all => all.map(one => one.offsetWidth > 1)")
    assert seen == [True, False, False]
    expect(voices.nth(2)).to_contain_text("Read on 28 February 2023: “Tuesday”")
    expect(turn.get_by_text("Sentences quoted")).to_have_count(0)


LOOKS = """all => all.map(one => {
  const {fontFamily, fontSize} = getComputedStyle(one), {borderLeftWidth} = getComputedStyle(one.parentElement);
  return [fontFamily.split(",")[0], fontSize, borderLeftWidth];
})"""


def test_the_assistants_own_words_differ_by_more_than_colour(visit: Visit, site: Served) -> None:
    turn = ask(visit(site.url), "What have they paid since 1998?")
    origins = turn.locator(".sentence").evaluate_all("all => all.map(one => one.dataset.origin)")
    assert origins == ["assistant", "model", "quotation"]
    looks = [tuple(look) for look in turn.locator(".sentence").evaluate_all(LOOKS)]
    assert len(set(looks)) == 3
    assert looks[0][0] != looks[1][0]
    expect(turn.get_by_role("note")).to_have_text("The sources say otherwise:")


def test_modes_are_told_apart_in_the_source_too(visit: Visit, site: Served) -> None:
    page = visit(site.url)
    lines = {}
    for mode in ("quote", "paraphrase", "report"):
        said = page.locator(f'.document .said[data-mode="{mode}"]').first
        lines[mode] = said.evaluate("one => getComputedStyle(one).textDecoration")
    assert len(set(lines.values())) == 3
    page.get_by_text("Who is speaking").click()
    expect(page.locator(".legend")).to_contain_text("the speaker’s own words")
