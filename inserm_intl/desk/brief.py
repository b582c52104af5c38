"""The director's brief as a Word file: named styles alone, so that the cabinet can rewrite it.

The texts are in the language that is current while it is made.
"""

import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.text.paragraph import Paragraph

from inserm_intl.days import shown

from .chapter import Chapter
from .dossier import Dossier
from .line import Line
from .word import add_field, blank_document, in_language, printable, repeat_above, unbroken, widen_first


class Brief:
    def __init__(self, dossiers: list[Dossier], day: datetime.date):
        self.dossiers, self.day = dossiers, day
        self.document = blank_document(get_language() or "fr")
        self.countries = ", ".join(dossier.country.name for dossier in dossiers)
        self.restricted = any(dossier.tells_money for dossier in dossiers)
        self.named()
        self.head_and_foot()
        self.opening()
        for place, dossier in enumerate(dossiers):
            self.country(dossier, after_another=place > 0)

    @property
    def level(self) -> str:
        if self.restricted:
            return _("Internal, with restricted amounts: not to be passed on")
        return _("Internal: not to be passed on")

    def named(self) -> None:
        """The office's work, not a person's."""
        properties = self.document.core_properties
        properties.title = printable(f"{_('Brief on international cooperation')} – {self.countries}")[:255]
        properties.subject = printable(self.countries)[:255]
        properties.author = properties.last_modified_by = str(_("Register of international cooperation"))
        properties.category, properties.comments, properties.language = self.level, "", get_language() or "fr"
        properties.created = properties.modified = timezone.now()

    def head_and_foot(self) -> None:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = self.level
        foot = section.footer.paragraphs[0]
        page = _("Page")
        foot.add_run(f"{shown(self.day)}\t\t{page} ")
        add_field(foot, "PAGE")
        foot.add_run(" / ")
        add_field(foot, "NUMPAGES")

    def opening(self) -> None:
        self.document.add_paragraph(_("Brief on international cooperation"), style="Title")
        self.document.add_paragraph(printable(f"{self.countries} – {shown(self.day)}"), style="Subtitle")
        if any(dossier.holds_invented for dossier in self.dossiers):
            told = _("Some records are invented for a demonstration: each of them says so.")
            self.document.add_paragraph(told, style="Intense Quote")

    def country(self, dossier: Dossier, *, after_another: bool) -> None:
        heading = self.document.add_heading(printable(dossier.country.name), 1)
        heading.paragraph_format.page_break_before = after_another or None
        if dossier.groups:
            self.document.add_paragraph(printable(" · ".join(dossier.groups)))
        for chapter in dossier.chapters:
            self.chapter(chapter)

    def chapter(self, chapter: Chapter) -> None:
        self.document.add_heading(printable(chapter.heading), 2)
        if not chapter.lines:
            self.document.add_paragraph(chapter.empty)
        elif len(chapter.headings) == 1:
            for line in chapter.lines:
                self.name(self.document.add_paragraph(style="List Bullet"), line)
        else:
            self.table(chapter)
        if chapter.unsaid > 0:
            told = _("Not all are shown here; in the register: %(count)s.") % {"count": chapter.count}
            self.document.add_paragraph(told, style="Caption")
        if chapter.lines and chapter.caution:
            self.document.add_paragraph(chapter.caution, style="Caption")

    def table(self, chapter: Chapter) -> None:
        table = self.document.add_table(rows=len(chapter.lines) + 1, cols=len(chapter.headings), style="Table Grid")
        widen_first(table)
        head, *rows = table.rows
        repeat_above(head)
        for cell, text in zip(head.cells, chapter.headings, strict=True):
            cell.paragraphs[0].text = printable(text)
            cell.paragraphs[0].style = "Table Heading"
        for row, line in zip(rows, chapter.lines, strict=True):
            unbroken(row)
            first, *others = row.cells
            first.paragraphs[0].style = "Table Text"
            self.name(first.paragraphs[0], line)
            for cell, text in zip(others, line.cells, strict=True):
                cell.paragraphs[0].text = printable(text)
                cell.paragraphs[0].style = "Table Text"

    def name(self, paragraph: Paragraph, line: Line) -> None:
        run = paragraph.add_run(printable(line.name))
        if line.language and line.language != get_language():
            in_language(run, line.language)
        if line.invented:
            paragraph.add_run(f" ({_('invented')})", style="Emphasis")
