#include "ingest/reader/html_class_words.h"

#include <algorithm>
#include <array>

namespace warrant::html {
namespace {

// Matched as parts of words: "post-comments" holds "comment".
constexpr std::array<std::string_view, 61> kUnlikely = {" toc ",        "table-of-contents",
                                                        "editsection",  "edit-section",
                                                        "-ad-",         "ai2html",
                                                        "banner",       "breadcrumb",
                                                        "combx",        "comment",
                                                        "disqus",       "footer",
                                                        "gdpr",         "cookie",
                                                        "menu",         "related",
                                                        "remark",       "replies",
                                                        "rss",          "shoutbox",
                                                        "sidebar",      "skyscraper",
                                                        "social",       "sponsor",
                                                        "supplemental", "ad-break",
                                                        "agegate",      "pagination",
                                                        "pager",        "popup",
                                                        "yom-remote",   "newsletter",
                                                        "share",        "sharing",
                                                        "promo",        "subscribe",
                                                        "signup",       "recommend",
                                                        "outbrain",     "taboola",
                                                        "most-read",    "most-popular",
                                                        "trending",     "masthead",
                                                        "toolbar",      "author-bio",
                                                        "author_bio",   "about-author",
                                                        "navigation",   "navbar",
                                                        "advert",       "consent",
                                                        "jump-link",    "skip-link",
                                                        "post-meta",    "entry-meta",
                                                        "byline",       "tag-list",
                                                        "post-tags",    "read-more",
                                                        "readmore"};
constexpr std::array<std::string_view, 9> kMaybe = {"article", "body",   "column", "content", "main",
                                                    "mathjax", "shadow", "story",  "entry"};
constexpr std::array<std::string_view, 14> kPositive = {"article", "body",  "content", "entry",  "hentry",
                                                        "h-entry", "main",  "page",    "post",   "text",
                                                        "blog",    "story", "answer",  "section"};
constexpr std::array<std::string_view, 27> kNegative = {
    "-ad-",     "hidden",   " hid ",      "banner",  "combx",    "comment", "com-",    "contact",    "footer",
    "gdpr",     "masthead", "media",      "meta",    "outbrain", "promo",   "related", "scroll",     "share",
    "shoutbox", "sidebar",  "skyscraper", "sponsor", "shopping", "tags",    "widget",  "newsletter", "author"};

constexpr std::array<std::string_view, 22> kAbout = {
    "byline",         "timestamp",       "dateline",     "publish-date", "published", "pubdate",
    "post-date",      "entry-date",      "article-date", "date-time",    "datetime",  "author-name",
    "article-author", "article__author", "credit",       "copyright",    "post-info", "article-info",
    "post-meta",      "article-meta",    " tags ",       " date "};

template <std::size_t N>
bool holds(std::string_view names, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return names.find(word) != std::string_view::npos; });
}

}  // namespace

bool unlikely(std::string_view names) { return holds(names, kUnlikely); }
bool may_be_content(std::string_view names) { return holds(names, kMaybe); }
bool about_the_page(std::string_view names) { return holds(names, kAbout); }

int class_weight(std::string_view names) {
  return (holds(names, kPositive) ? 25 : 0) - (holds(names, kNegative) ? 25 : 0);
}

}  // namespace warrant::html
