"""The addresses of articles and claims, of the vocabulary pages, the glossary and the guides."""

from django.urls import path

from . import feeds, views

app_name = "articles"

urlpatterns = [
    path("articles/", views.ArticleList.as_view(), name="article-list"),
    path("articles/feed.atom", feeds.ArticleFeed(), name="feed"),
    path("articles/topics/<slug:slug>/feed.atom", feeds.TopicFeed(), name="topic-feed"),
    path("articles/topics/<slug:slug>/", views.TopicDetail.as_view(), name="topic-detail"),
    path("articles/<slug:slug>/", views.ArticleDetail.as_view(), name="article-detail"),
    path("articles/<slug:slug>/feedback/", views.give_feedback, name="feedback"),
    path("articles/<slug:slug>/feedback/thanks/", views.Thanks.as_view(), name="feedback-thanks"),
    path("claims/", views.ClaimList.as_view(), name="claims"),
    path("claims/corrections/", views.Corrections.as_view(), name="corrections"),
    path("claims/guidelines/", views.Guidelines.as_view(), name="guidelines"),
    path("techniques/", views.TechniqueList.as_view(), name="technique-list"),
    path("techniques/<slug:slug>/", views.TechniqueDetail.as_view(), name="technique-detail"),
    path("conditions/", views.ConditionList.as_view(), name="condition-list"),
    path("conditions/<slug:slug>/", views.ConditionDetail.as_view(), name="condition-detail"),
    path("techniques-and-conditions/", views.matrix, name="matrix"),
    path("self-care/", views.SelfCare.as_view(), name="self-care"),
    path("other-treatments/", views.OtherTreatments.as_view(), name="other-treatments"),
    path("profile-words/", views.ProfileWords.as_view(), name="profile-words"),
    path("glossary/", views.Glossary.as_view(), name="glossary"),
    path("warning-signs/", views.WarningSigns.as_view(), name="warning-signs"),
    path("guide/which-massage/", views.which_massage, name="which-massage"),
    path("is-massage-safe/", views.IsMassageSafe.as_view(), name="is-massage-safe"),
    path("tell-your-therapist/", views.tell_your_therapist, name="tell-your-therapist"),
    path("get-medical-help/", views.GetMedicalHelp.as_view(), name="get-medical-help"),
]
