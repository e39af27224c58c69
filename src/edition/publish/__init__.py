"""Publishing: from TEI, by XSLT, to pages a person reads."""
