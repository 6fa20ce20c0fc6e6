"""Items as one or two printed pages: accessible PDFs (PDF/UA-1) made from data, never from markup."""
