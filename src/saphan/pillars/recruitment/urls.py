"""The addresses of the fee audits."""

from __future__ import annotations

from django.urls import path

from saphan.pillars.recruitment.pages import (
    audits,
    brand,
    cohorts,
    imports,
    interviews,
    mapping,
    mapping_saved,
    papers,
    plans,
)

app_name = "recruitment"
urlpatterns = [
    path("", audits.home, name="home"),
    path("new/", audits.new, name="new"),
    path("interview-form.xlsx", papers.blank_form, name="blank_form"),
    path("mappings/", mapping_saved.listed, name="mappings"),
    path("mappings/<uuid:key>/", mapping_saved.one, name="mapping"),
    path("mappings/<uuid:key>/mapping.json", mapping_saved.copy, name="mapping_file"),
    path("mappings/<uuid:key>/delete/", mapping_saved.remove, name="remove_mapping"),
    path("mappings/<uuid:key>/restore/", mapping_saved.restore, name="restore_mapping"),
    path("<str:code>/", audits.overview, name="audit"),
    path("<str:code>/bring/", imports.bring, name="bring"),
    path("<str:code>/columns/<uuid:key>/", mapping.columns, name="columns"),
    path("<str:code>/columns/<uuid:key>/meanings/", mapping.meanings, name="meanings"),
    path("<str:code>/columns/<uuid:key>/rows/", mapping.rows, name="mapped_rows"),
    path("<str:code>/columns/<uuid:key>/leave/", mapping.leave, name="leave_file"),
    path("<str:code>/imports/<uuid:key>/", imports.report, name="import"),
    path("<str:code>/imports/<uuid:key>/undo/", imports.undo, name="undo"),
    path("<str:code>/interviews/", interviews.interviews, name="interviews"),
    path("<str:code>/interviews/of/<path:interview>/", interviews.interview, name="interview"),
    path(
        "<str:code>/interviews/correct/<uuid:payment>/<path:interview>/",
        interviews.correct,
        name="correct",
    ),
    path("<str:code>/cohorts/", cohorts.cohorts, name="cohorts"),
    path("<str:code>/cohort/", cohorts.cohort, name="cohort"),
    path("<str:code>/methods/", cohorts.methods, name="methods"),
    path("<str:code>/plan/", plans.decide, name="decide"),
    path("<str:code>/versions/", plans.history, name="versions"),
    path("<str:code>/versions/<int:number>/", plans.show, name="version"),
    path("<str:code>/versions/<int:number>/<str:name>", papers.paper, name="paper"),
    path("<str:code>/brand/", brand.brand, name="brand"),
    path("<str:code>/brand.json", brand.brand_file, name="brand_file"),
]
