"""The pages of an import, from the upload to the undo."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from entrepairs.core.errors import Refused
from entrepairs.core.http import Request
from entrepairs.importing import actions, pages, tasks
from entrepairs.importing.kinds import kind_named, kinds
from entrepairs.importing.mapping import key_of
from entrepairs.importing.models import KEEP_ROWS, Run, RunState
from entrepairs.importing.reading import MAX_UPLOAD, check_size
from entrepairs.importing.refusals import refused_csv, refused_workbook

View = Callable[..., HttpResponse]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADROOM = 100_000  # of a request around the file it brings
RUNS_PER_PAGE = 30
LONGEST_NUMBER = 18  # digits of a key that a database knows


def for_importers(view: View) -> View:
    """Who may not import is told of no such page."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("importing.add_run"):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _page(
    request: Request,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    crumbs = [{"url": reverse("importing:index"), "label": _("Imports")}]
    if title:
        crumbs.append({"url": "", "label": title})
    context |= {
        "breadcrumbs_items": crumbs,
        "header_title": title or _("Imports"),
        "header_icon": "upload",
        "nothing": None,  # what Wagtail's header would show besides
        "days": KEEP_ROWS.days,
    }
    return render(request, f"importing/{template}.html", context, status=status)


def _run(request: Request, pk: int) -> Run:
    return get_object_or_404(Run.objects.visible_to(request.user), pk=pk)


@require_safe
@for_importers
def index(request: Request) -> HttpResponse:
    runs = Run.objects.visible_to(request.user).select_related("created_by")
    page = Paginator(runs, RUNS_PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "index", "", {"page": page})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def upload(request: Request) -> HttpResponse:
    """The size is looked at before a byte of the body: hence CSRF is checked later."""
    try:
        check_size(int(request.headers.get("Content-Length") or 0) - HEADROOM)
    except Refused as refusal:
        return _upload_page(request, str(refusal), status=413)
    return _upload(request)


@csrf_protect
def _upload(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _upload_page(request)
    file = request.FILES.get("file")
    names = [kind.code for kind in kinds()]
    kind = request.POST.get("kind") or names[0]
    if file is None or kind not in names:
        return _upload_page(request, _("Choose a file."), status=400)
    run = None
    try:
        run = actions.receive(
            file.chunks(),
            name=file.name or "",
            kind=kind_named(kind),
            network=request.network,
            person=request.user,  # type: ignore[arg-type]  # who may import is signed in
        )
        tasks.start(run, RunState.UPLOADED)
    except Refused as refusal:
        is_big = file.size is not None and file.size > MAX_UPLOAD
        if run is not None:
            run.delete()
        return _upload_page(request, str(refusal), status=413 if is_big else 400)
    return _after_staging(run)


def _after_staging(run: Run) -> HttpResponse:
    """A file whose columns are all known goes straight to its preview."""
    if run.state == RunState.STAGED and actions.knows_columns(run):
        tasks.start(run, RunState.PREVIEWING)
    return redirect("importing:run", run.pk)


def _upload_page(request: Request, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "error": error,
        "kinds": list(kinds()),
        "limit": MAX_UPLOAD,
        "limit_mb": MAX_UPLOAD // 1024**2,
    }
    return _page(request, "upload", _("Import a file"), context, status=status)


@require_safe
@for_importers
def run(request: Request, pk: int) -> HttpResponse:
    """Where the run stands: progress, mapping, preview or result."""
    run = _run(request, pk)
    if run.is_working:
        return _page(request, "progress", run.file_name, {"run": run})
    if run.state == RunState.STAGED:
        return redirect("importing:columns", run.pk)
    return _result(request, run)


def _result(
    request: Request, run: Run, error: str = "", status: int = 200
) -> HttpResponse:
    found = pages.tabs(run, request.GET.get("tab", ""))
    current = next(tab for tab in found if tab.is_current)
    remarks = pages.remarks(run, current)
    context = {
        "run": run,
        "kind": kind_named(run.kind),
        "remarks": remarks,
        "tabs": found,
        "tab": current,
        "page": pages.lines(run, current.name, request.GET.get("page"), remarks),
        "headings": pages.headings(run),
        "before": actions.same_file_before(run),
        "error": error,
    }
    return _page(request, "result", run.file_name, context, status=status)


Step = Callable[[Request, Run], str]  # raises `Refused`; the name of what follows


def _step(request: Request, pk: int, settle: Step, show: View) -> HttpResponse:
    run = _run(request, pk)
    if request.method != "POST":
        return show(request, run)
    try:
        following = settle(request, run)
    except Refused as refusal:
        return show(request, run, str(refusal), status=400)
    return redirect(f"importing:{following}", run.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def columns(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, _settle_columns, _columns_page)


def _settle_columns(request: Request, run: Run) -> str:
    mapping: dict[str, dict[str, str]] = {}
    for name, field in request.POST.items():
        match name.split("-"):
            case ["column", sheet, place] if field:
                mapping.setdefault(sheet, {})[place] = str(field)
    told = set(request.POST.getlist("sheet"))
    chosen = [index for index in range(len(run.sheets)) if str(index) in told]
    try:
        actions.settle_columns(run, mapping=mapping, chosen=chosen)
    finally:
        run.mapping = mapping  # shown again where it is refused
    if actions.values_to_map(run) or actions.unknown_to_tell(run):
        return "values"
    tasks.start(run, RunState.PREVIEWING)
    return "run"


def _columns_page(
    request: Request, run: Run, error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "run": run,
        "sheets": pages.sheet_forms(run),
        "choices": pages.field_choices(run),
        "error": error,
    }
    return _page(request, "columns", run.file_name, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def values(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, _settle_values, _values_page)


def _values_of(request: Request) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for name, code in request.POST.items():
        match name.split(":"):
            case ["value", field, key] if key == key_of(key):
                values.setdefault(field, {})[key] = str(code)
    return values


def _settle_values(request: Request, run: Run) -> str:
    actions.settle_values(run, values=_values_of(request))
    tasks.start(run, RunState.PREVIEWING)
    return "run"


def _values_page(
    request: Request, run: Run, error: str = "", status: int = 200
) -> HttpResponse:
    given = _values_of(request)
    lookup = kind_named(run.kind).lookup
    typed = given.pop(lookup.name, {}) if lookup else {}
    run.values |= given
    context = {"run": run, "groups": pages.groups(run, typed), "error": error}
    return _page(request, "values", run.file_name, context, status=status)


def _start(request: Request, run: Run, state: str) -> HttpResponse:
    try:
        tasks.start(run, state)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("importing:run", run.pk)


@require_POST
@for_importers
def apply(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    options = [option.name for option in kind_named(run.kind).options]
    try:
        actions.settle_options(run, {name: name in request.POST for name in options})
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("importing:run", run.pk)
    return _start(request, run, RunState.APPLYING)


@require_POST
@for_importers
def undo(request: Request, pk: int) -> HttpResponse:
    return _start(request, _run(request, pk), RunState.UNDOING)


@require_POST
@for_importers
def resume(request: Request, pk: int) -> HttpResponse:
    run = _run(request, pk)
    if run.may_be_read_again:
        actions.begin(run, RunState.UPLOADED)
        tasks.work_on.enqueue(run.pk, run.state)
    elif run.is_stalled:
        tasks.work_on.enqueue(run.pk, run.state)
    return redirect("importing:run", run.pk)


@require_POST
@for_importers
def accept(request: Request, pk: int) -> HttpResponse:
    """Import rows although they are probably there."""
    run = _run(request, pk)
    rows = [key for row in request.POST.getlist("row") if (key := _key(row))]
    try:
        actions.accept(run, rows=rows)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('importing:run', args=[run.pk])}?tab=duplicate")


def _key(text: str) -> int:
    """Of a row; nothing if it cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


@require_safe
@for_importers
def refused(request: Request, pk: int, form: str) -> HttpResponse:
    """The refused rows as a file, to correct and give back."""
    run = _run(request, pk)
    if form not in ("csv", "xlsx"):
        raise Http404
    stem = slugify(run.file_name.rpartition(".")[0]) or "import"
    name = f"{stem}-{slugify(_('refused'))}.{form}"
    response: HttpResponse | StreamingHttpResponse
    if form == "csv":
        response = StreamingHttpResponse(refused_csv(run), content_type="text/csv")
    else:
        response = HttpResponse(refused_workbook(run), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]
