"""One codec for addresses, the page's links and the API's alike: strings to typed values and back."""
