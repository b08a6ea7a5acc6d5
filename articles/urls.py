"""The addresses of articles, of the vocabulary pages, of the glossary and of the guides."""

from django.urls import path

from . import views

app_name = "articles"

urlpatterns = [
    path("articles/", views.ArticleList.as_view(), name="article-list"),
    path("articles/topics/<slug:slug>/", views.TopicDetail.as_view(), name="topic-detail"),
    path("articles/<slug:slug>/", views.ArticleDetail.as_view(), name="article-detail"),
    path("techniques/", views.TechniqueList.as_view(), name="technique-list"),
    path("techniques/<slug:slug>/", views.TechniqueDetail.as_view(), name="technique-detail"),
    path("conditions/", views.ConditionList.as_view(), name="condition-list"),
    path("conditions/<slug:slug>/", views.ConditionDetail.as_view(), name="condition-detail"),
    path("techniques-and-conditions/", views.matrix, name="matrix"),
    path("glossary/", views.Glossary.as_view(), name="glossary"),
    path("warning-signs/", views.WarningSigns.as_view(), name="warning-signs"),
    path("guide/which-massage/", views.which_massage, name="which-massage"),
    path("is-massage-safe/", views.IsMassageSafe.as_view(), name="is-massage-safe"),
    path("tell-your-therapist/", views.tell_your_therapist, name="tell-your-therapist"),
    path("get-medical-help/", views.GetMedicalHelp.as_view(), name="get-medical-help"),
]
