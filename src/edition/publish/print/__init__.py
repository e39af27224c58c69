"""From TEI to the printed book: layout, apparatus by line number, PDF."""
