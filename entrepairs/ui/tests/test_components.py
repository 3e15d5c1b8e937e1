import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from entrepairs.ui.icons import ICONS


def draw(source, **context):
    with override("en"):
        return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_beside_a_word_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in draw('{% icon "phone" %}')
    assert 'aria-label="Call"' in draw('{% icon "phone" label="Call" %}')


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn(name):
    assert "<svg" in draw(f'{{% icon "{name}" %}}')


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "nothing" %}',
        '{% notice tone="loud" %}x{% endnotice %}',
        '{% chip "x" surface="neon" %}',
        '{% button "x" tone="loud" %}',
    ],
)
def test_a_value_that_does_not_exist_stops_the_page(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_only_danger_interrupts():
    assert 'role="alert"' in draw('{% notice tone="danger" %}x{% endnotice %}')
    assert 'role="status"' in draw("{% notice %}x{% endnotice %}")


def test_what_people_wrote_is_escaped():
    evil = '"><script>alert(1)</script>'

    page = draw(
        "{% chip text %}{% button text href=text %}{% card title=text %}{% endcard %}"
        "{% titled %}{{ text }}{% endtitled %}{% crumbs text text here=text %}",
        text=evil,
    )

    assert "<script>" not in page
    assert '"&quot;' in page


def test_a_card_is_one_link():
    page = draw('{% card title="Team" href="/t/" level=2 %}<p>x</p>{% endcard %}')

    assert '<h2><a href="/t/">Team</a></h2>' in page


def test_other_pages_keep_the_question(rf):
    page = Paginator(range(200), 10).page(7)
    request = rf.get("/fr/teams/?q=a%26b&sector=x&sector=y&page=7")

    drawn = draw("{% pager page %}", page=page, request=request)

    assert "?q=a%26b&amp;sector=x&amp;sector=y&amp;page=8" in drawn
    assert "?q=a%26b&amp;sector=x&amp;sector=y&quot;" not in drawn
    assert 'href="?q=a%26b&amp;sector=x&amp;sector=y"' in drawn  # the first
    assert drawn.count("…") == 2
    assert drawn.count('aria-current="page"') == 1


def test_one_page_needs_no_pager(rf):
    drawn = draw("{% pager number=1 pages=1 %}", request=rf.get("/"))

    assert drawn.strip() == ""


class Note(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="To answer you.")
    nickname = forms.CharField(label="Nickname", required=False)
    agree = forms.BooleanField(label="I agree")
    way = forms.ChoiceField(
        label="How", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )


def test_a_form_marks_what_is_optional_and_ties_hints_to_their_fields():
    drawn = draw("{% form_fields form %}", form=Note())

    assert drawn.count("(optional)") == 1
    assert 'aria-describedby="id_email_helptext"' in drawn
    assert 'id="id_email_helptext"' in drawn
    assert "autofocus" not in drawn


def test_a_form_with_errors_begins_with_a_summary_that_takes_the_focus():
    form = Note({"email": "no", "nickname": "<b>"})

    drawn = draw("{% form_fields form %}", form=form)

    assert "autofocus" in drawn
    assert '<a href="#id_email">E-mail</a>' in drawn
    assert 'id="id_email_error"' in drawn
    assert 'value="&lt;b&gt;"' in drawn
    assert drawn.index("autofocus") < drawn.index('id="id_email"')


def test_a_guarded_form_has_a_field_that_nobody_reaches():
    drawn = draw('{% form_guard "contact" %}')

    assert 'tabindex="-1"' in drawn
    assert 'name="form_token"' in drawn
