"""Bazel: `pamphlet_book` makes the files of one locale in one format. Never run: Bazel could not be had.

    load("//tools:pamphlet.bzl", "pamphlet_book")

    pamphlet_book(
        name = "handbook_it_pdf",
        srcs = glob(["handbook/**"]),      # every file of the site
        marker = "handbook/mkdocs.yml",    # a file at the top of the site
        locale = "it",
        format = "pdf",
        program = "//tools:pamphlet",      # the program, as a file
        date = "1767225600",               # SOURCE_DATE_EPOCH; else files print no date
    )

One action a locale and format, so that a change of one locale makes no other again, and a farm builds all at once. The
action reads what is declared and nothing else: no network, clock, environment, or cache of a user. Equal inputs are equal
bytes, so that a shared cache of Bazel serves every machine; `--store-url` is not needed there.
"""

def _pamphlet_book_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    arguments = ctx.actions.args()
    arguments.add("build")
    arguments.add("--quiet")
    arguments.add("--site", ctx.file.marker.dirname)
    arguments.add("--locale", ctx.attr.locale)
    arguments.add("--format", ctx.attr.format)
    arguments.add("--fail-on", ctx.attr.fail_on)
    arguments.add_all("--out", [out], expand_directories = False)
    arguments.add_all("--cache", [out.path + ".cache"])
    arguments.add("--jobs", "2")
    ctx.actions.run(
        executable = ctx.executable.program,
        arguments = [arguments],
        inputs = ctx.files.srcs + [ctx.file.marker],
        outputs = [out],
        env = {"SOURCE_DATE_EPOCH": ctx.attr.date} if ctx.attr.date else {},
        mnemonic = "PamphletBook",
        progress_message = "Making %s of %s" % (ctx.attr.format, ctx.attr.locale),
    )
    return [DefaultInfo(files = depset([out]))]

pamphlet_book = rule(
    implementation = _pamphlet_book_impl,
    attrs = {
        "srcs": attr.label_list(allow_files = True, mandatory = True),
        "marker": attr.label(allow_single_file = ["mkdocs.yml", "pamphlet.yml", "zensical.toml"], mandatory = True),
        "locale": attr.string(mandatory = True),
        "format": attr.string(values = ["pdf", "epub", "json", "text"], mandatory = True),
        "fail_on": attr.string(values = ["note", "warning", "error"], default = "error"),
        "date": attr.string(),
        "program": attr.label(executable = True, cfg = "exec", allow_files = True, mandatory = True),
    },
)
