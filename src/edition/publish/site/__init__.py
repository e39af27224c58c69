"""From TEI to the web site of the edition."""
