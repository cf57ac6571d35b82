"""One codec for addresses: strings to typed values and back. Pages declare fields, `address_bar` reads them."""
