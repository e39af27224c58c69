"""What the layouts are told of the settings: the sheet, series and ISBN, line numbers, the signs of entries."""

import json
from collections.abc import Mapping

from edition.project.paper_sizes import PAPERS, read_paper
from edition.project.pdf_options import PdfOptions


def layout_inputs(options: PdfOptions) -> Mapping[str, str]:
    """The inputs of a layout (xslt/print/common.typ reads them)."""
    size = read_paper(options.paper)
    named = options.paper in PAPERS or size is None
    return {
        "paper": options.paper if named or size is None else f"{size[0]:g}x{size[1]:g}",
        "bleed": f"{options.bleed:g}",
        "crop-marks": "yes" if options.crop_marks else "no",
        "every": str(options.line_numbers),
        "number-margin": options.number_margin,
        "series": options.series,
        "isbn": options.isbn,
        "signs": json.dumps(
            {
                "bracket": options.bracket,
                "separator": options.separator,
                "readings": options.readings,
                "sigla": options.sigla,
            }
        ),
    }
