"""The report as pages: blocks to lines to a PDF by GB/T 9704-2012. The one entrance is `clerk_app.paper.pdf`."""
