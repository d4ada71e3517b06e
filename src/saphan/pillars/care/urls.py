"""The addresses of care: cases, what is due, referrals."""

from __future__ import annotations

from django.urls import path

from saphan.pillars.care.pages import (
    answering,
    cases,
    claims,
    directory,
    directory_edit,
    due,
    evidence,
    intake,
    joint,
    members,
    money,
    papers,
    protocols,
    referrals,
)

app_name = "care"
urlpatterns = [
    path("", cases.home, name="home"),
    path("due/", due.listed, name="due"),
    path("due.ics", due.as_calendar, name="due_calendar"),
    path("new/", intake.receive, name="intake"),
    path("joint/", joint.joint, name="joint"),
    path("directory/", directory.listed, name="directory"),
    path("directory/new/", directory_edit.add, name="add_service"),
    path("directory/<uuid:service>/", directory.show, name="service"),
    path("directory/<uuid:service>/change/", directory_edit.edit, name="edit_service"),
    path("directory/<uuid:service>/verify/", directory.verify, name="verify_service"),
    path(
        "directory/<uuid:service>/texts/<str:language>/", directory_edit.texts, name="service_texts"
    ),
    path("directory/proposals/<uuid:key>/", directory.proposal, name="proposal"),
    path("directory/proposals/<uuid:key>/accept/", directory.accept, name="accept_proposal"),
    path("directory/proposals/<uuid:key>/refuse/", directory.refuse, name="refuse_proposal"),
    path("protocols/", protocols.listed, name="protocols"),
    path("protocols/<uuid:key>/end/", protocols.end, name="end_protocol"),
    path("cases/<str:code>/", cases.show, name="case"),
    path("cases/<str:code>/change/", cases.edit, name="edit_case"),
    path("cases/<str:code>/close/", cases.close, name="close_case"),
    path("cases/<str:code>/open/", cases.reopen, name="reopen_case"),
    path("cases/<str:code>/review/", cases.review, name="review_case"),
    path("cases/<str:code>/people/", members.listed, name="members"),
    path("cases/<str:code>/people/<int:number>/", members.one, name="member"),
    path("cases/<str:code>/people/<int:number>/stop/", members.stop, name="stop"),
    path("cases/<str:code>/people/<int:number>/resume/", members.resume, name="resume"),
    path("cases/<str:code>/people/<int:number>/contact/", members.contact, name="contact"),
    path("cases/<str:code>/people/<int:number>/erase/", members.erase, name="erase"),
    path("cases/<str:code>/claim/", claims.listed, name="claims"),
    path("cases/<str:code>/claim/compute/", claims.compute, name="compute"),
    path("cases/<str:code>/claim/<int:number>/", claims.of_member, name="claim"),
    path(
        "cases/<str:code>/claim/<int:number>/periods/<uuid:key>/forget/",
        claims.forget,
        name="forget_pay",
    ),
    path(
        "cases/<str:code>/claim/<int:number>/lines/<uuid:key>/",
        claims.choose,
        name="choose_claimed",
    ),
    path("cases/<str:code>/money/", money.listed, name="money"),
    path("cases/<str:code>/money/offers/<uuid:key>/", money.answer, name="answer_offer"),
    path("cases/<str:code>/money/<uuid:key>/strike/", money.strike, name="strike_sum"),
    path("cases/<str:code>/files/", evidence.listed, name="evidence"),
    path("cases/<str:code>/files/<uuid:key>/", evidence.download, name="evidence_file"),
    path("cases/<str:code>/files/<uuid:key>/remove/", evidence.drop, name="drop_evidence"),
    path("cases/<str:code>/referrals/", referrals.listed, name="referrals"),
    path("cases/<str:code>/refer/", referrals.choose, name="refer"),
    path("cases/<str:code>/refer/<slug:service>/", referrals.refer, name="refer_to"),
    path("cases/<str:code>/referrals/<str:key>/", referrals.show, name="referral"),
    path("cases/<str:code>/referrals/<str:key>/link/", referrals.renew, name="renew_link"),
    path("cases/<str:code>/referrals/<str:key>/cancel/", referrals.cancel, name="cancel_referral"),
    path("cases/<str:code>/referrals/<str:key>/news/", referrals.news, name="news"),
    path("cases/<str:code>/referrals/<str:key>/told/", referrals.told, name="told"),
    path("cases/<str:code>/referrals/<str:key>/letter.pdf", papers.letter, name="letter"),
    path(
        "cases/<str:code>/referrals/<str:key>/sealed/", papers.sealed_letter, name="sealed_letter"
    ),
    path("cases/<str:code>/papers/", papers.listed, name="papers"),
    path("cases/<str:code>/papers/statement.<str:ending>", papers.statement, name="statement"),
    path("cases/<str:code>/papers/people.pdf", papers.group_list, name="group_list"),
    path("cases/<str:code>/papers/slip-<str:language>.pdf", papers.slip, name="slip"),
    path("answer/<str:secret>/", answering.answer, name="answer"),
    path("cases/<str:code>/steps/<uuid:step>/strike/", cases.strike, name="strike"),
]
