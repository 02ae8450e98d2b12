//! Where the website has the posts of a blog: addresses are made of dates and titles.

use super::parts;
use crate::path;
use pamphlet_locale::Slugs;
use pamphlet_source::yaml::Value;

/// How the website makes addresses of posts.
pub(super) struct PostAddresses {
    /// `post_url_format`: `{date}/{slug}`.
    format: String,
    /// `post_url_date_format`, in parts: `yyyy/MM/dd`.
    date: Vec<DatePart>,
    /// `post_slugify_separator`.
    separator: String,
    /// `categories_slugify_separator`.
    category_separator: String,
    /// `post_url_max_categories`.
    categories: usize,
}

/// A part of a pattern of dates (Unicode TR 35).
#[derive(Debug, PartialEq, Eq)]
enum DatePart {
    Text(String),
    /// A year with as many digits; of two, the last.
    Year(usize),
    Month(usize),
    Day(usize),
}

impl PostAddresses {
    /// Reads the options of a blog; the name of one that cannot be followed, and why.
    pub(super) fn of(options: &Value) -> Result<Self, (&'static str, String)> {
        let text = |key: &str, otherwise: &str| {
            options.get(key).and_then(Value::to_text).unwrap_or_else(|| otherwise.to_owned())
        };
        let format = text("post_url_format", "{date}/{slug}");
        let bare = ["{date}", "{slug}", "{file}", "{categories}"]
            .iter()
            .fold(format.clone(), |out, name| out.replace(name, ""));
        if bare.contains(['{', '}']) {
            return Err(("post_url_format", format!("(`{format}`) holds a field that is not known")));
        }
        let pattern = text("post_url_date_format", "yyyy/MM/dd");
        let date = date_parts(&pattern)
            .ok_or_else(|| ("post_url_date_format", format!("(`{pattern}`) is not made of numbers alone")))?;
        Ok(Self {
            format,
            date,
            separator: text("post_slugify_separator", "-"),
            category_separator: text("categories_slugify_separator", "-"),
            categories: match options.get("post_url_max_categories") {
                Some(Value::Integer(most)) => usize::try_from(*most).unwrap_or(0),
                _ => 1,
            },
        })
    }

    /// The path of a post below its blog: of its day, its front matter, its whole text, and the name of its file.
    pub(super) fn path(&self, day: &str, meta: &Value, text: &str, file: &str) -> String {
        let own = |key: &str| meta.get(key).and_then(Value::to_text).filter(|text| !text.is_empty());
        let title =
            || own("title").or_else(|| first_title(parts(text).1)).unwrap_or_else(|| crate::nav::folder_label(file));
        let slug = own("slug").unwrap_or_else(|| slug(&title(), &self.separator));
        let categories = meta.get("categories").and_then(Value::as_list).unwrap_or_default();
        let categories: Vec<String> = categories
            .iter()
            .take(self.categories)
            .filter_map(Value::to_text)
            .map(|name| slug_of_category(&name, &self.category_separator))
            .collect();
        let date: String = self.date.iter().map(|part| part.of(day)).collect();
        let path = self.format.replace("{date}", &date).replace("{categories}", &categories.join("/"));
        path::climb("", &path.replace("{file}", file).replace("{slug}", &slug))
    }
}

/// The slug of a title as the website makes it: without tags of HTML.
fn slug(title: &str, separator: &str) -> String {
    let mut out = String::new();
    let mut rest = title;
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((_, after)) = tag.split_once('>') else { break };
        out.push_str(before);
        rest = after;
    }
    Slugs::Unicode.slug(&(out + rest), separator)
}

fn slug_of_category(name: &str, separator: &str) -> String {
    // A category may be a path of categories.
    name.split('/').map(|part| slug(part, separator)).collect::<Vec<_>>().join("/")
}

/// The title at the head of a text, as MkDocs finds it before it reads Markdown.
fn first_title(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    line.starts_with("# ").then(|| line.trim_start_matches(['#', ' ']).to_owned())
}

/// The parts of a pattern of dates; none where it holds names of months or days, or times.
fn date_parts(pattern: &str) -> Option<Vec<DatePart>> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (text, after) = quoted.split_once('\'')?;
            found.push(DatePart::Text(if text.is_empty() { "'" } else { text }.to_owned()));
            rest = after;
            continue;
        }
        let length = rest.len() - rest.trim_start_matches(first).len();
        let count = length / first.len_utf8();
        found.push(match first {
            'y' | 'Y' => DatePart::Year(count),
            'M' | 'L' if count <= 2 => DatePart::Month(count),
            'd' if count <= 2 => DatePart::Day(count),
            first if first.is_ascii_alphabetic() => return None,
            _ => DatePart::Text(rest[..length].to_owned()),
        });
        rest = &rest[length..];
    }
    Some(found)
}

impl DatePart {
    /// The part of a day, `YYYY-MM-DD`.
    fn of(&self, day: &str) -> String {
        let padded = |number: &str, count: usize| {
            let bare = number.trim_start_matches('0');
            format!("{bare:0>count$}")
        };
        match self {
            Self::Text(text) => text.clone(),
            Self::Year(2) => day[2..4].to_owned(),
            Self::Year(count) => padded(&day[..4], *count),
            Self::Month(count) => padded(&day[5..7], *count),
            Self::Day(count) => padded(&day[8..10], *count),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};

    #[test]
    fn posts_have_the_addresses_of_the_website() {
        let address = |options: &str, front: &str, text: &str| {
            let blog = format!(
                "site_name: X\nsite_url: https://e.org/x/\nplugins:\n  - blog:\n      blog_dir: news\n{options}"
            );
            let post = format!("---\ndate: 2024-03-05\n{front}---\n\n{text}");
            let files = MemoryFiles::new([
                ("mkdocs.yml", blog.as_str()),
                ("docs/index.md", "# Start\n"),
                ("docs/news/index.md", "# Journal\n"),
                ("docs/news/posts/my_post.md", post.as_str()),
            ]);
            let loaded = load(&files, None).expect("is a site");
            let site = loaded.site;
            let found = site.page_address(&site.source, "news/posts/my_post").map(String::from);
            (found.unwrap_or_default(), loaded.findings.iter().filter(|found| found.message.contains("url")).count())
        };
        for (options, front, text, wanted) in [
            ("", "", "# Été: <b>the</b> *New* Year\n", "news/2024/03/05/été-the-new-year/"),
            ("", "title: Other\n", "# Title\n", "news/2024/03/05/other/"),
            ("", "slug: own\n", "# Title\n", "news/2024/03/05/own/"),
            ("", "", "Words first\n", "news/2024/03/05/my-post/"),
            ("      post_url_format: '{slug}'\n", "", "# A b\n", "news/a-b/"),
            ("      post_url_format: 'p/{file}'\n", "", "# A\n", "news/p/my_post/"),
            (
                "      post_url_format: '{categories}/{slug}'\n",
                "categories: [Big News, Rest]\n",
                "# A\n",
                "news/big-news/a/",
            ),
            ("      post_url_date_format: yy-M\n", "", "# A\n", "news/24-3/a/"),
        ] {
            assert_eq!(address(options, front, text), (format!("https://e.org/x/{wanted}"), 0), "{options}{front}");
        }
        let (found, said) = address("      post_url_date_format: yyyy/MMM\n", "", "# A\n");
        assert_eq!((found.as_str(), said), ("", 1), "no address is better than a wrong one");
    }
}
