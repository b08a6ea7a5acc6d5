"""The addresses of inquiries: the form, a patient's thread, a therapist's inbox."""

from django.urls import path

from .views import conversation, inbox, inquire, report, thread, told

app_name = "inquiries"

public_pages = [
    path("therapists/<slug:slug>/inquire/", inquire.inquire, name="inquire"),
    path("therapists/<slug:slug>/inquire/sent/", inquire.sent, name="inquire-sent"),
    path("therapists/<slug:slug>/report/", report.report, name="report"),
    path("therapists/<slug:slug>/report/sent/", report.sent, name="report-sent"),
]

threads = [
    path("messages/<str:token>/", thread.thread, name="thread"),
    path("messages/<str:token>/confirm/", thread.confirm, name="thread-confirm"),
    path("messages/<str:token>/write/", thread.write, name="thread-write"),
    path("messages/<str:token>/answered/", thread.says, name="thread-says"),
    path("messages/<str:token>/accuracy/", thread.accuracy, name="thread-accuracy"),
    path("messages/<str:token>/copy.txt", thread.copy, name="thread-copy"),
    path("messages/<str:token>/link/", thread.renew, name="thread-link"),
    path("messages/<str:token>/delete/", thread.delete, name="thread-delete"),
]

own_area = [
    path("dashboard/inquiries/", inbox.inbox, name="inbox"),
    path("dashboard/inquiries/safety/", inbox.safety, name="safety"),
    path("dashboard/inquiries/open/", inbox.open_box, name="box-open"),
    path("dashboard/inquiries/close/", inbox.close_box, name="box-close"),
    path("dashboard/inquiries/<str:number>/", conversation.conversation, name="conversation"),
    path("dashboard/inquiries/<str:number>/reply/", conversation.reply, name="reply"),
    path("dashboard/inquiries/<str:number>/decline/", conversation.decline, name="decline"),
    path("dashboard/inquiries/<str:number>/reveal/", conversation.reveal, name="reveal"),
    path("dashboard/inquiries/<str:number>/phoned/", conversation.phoned, name="phoned"),
    path("dashboard/inquiries/<str:number>/close/", conversation.close, name="close"),
    path("dashboard/inquiries/<str:number>/complain/", conversation.complain, name="complain"),
    path("dashboard/inquiries/<str:number>/block/", conversation.block, name="block"),
    path("dashboard/reports/<int:number>/", told.told, name="told"),
]

urlpatterns = public_pages + threads + own_area
