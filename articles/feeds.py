"""Atom feeds of new and changed articles, for the site and for each topic."""

from django.contrib.syndication.views import Feed


class ArticleFeed(Feed):
    link = "/articles/"


class TopicFeed(Feed):
    link = "/articles/"
