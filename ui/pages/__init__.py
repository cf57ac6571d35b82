"""One file a page; each has one public function that draws it."""
