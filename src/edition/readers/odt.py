def read_odt(source, options): raise NotImplementedError
