"""Which adapter reads which kind of file."""

from assistant.adapters.odt import read_odt
from assistant.adapters.pdf import read_pdf
from assistant.adapters.word import read_docx
from assistant.knowledge.documents import Readers

READERS: Readers = {"pdf": read_pdf, "docx": read_docx, "odt": read_odt}
