"""What leaves the screen: places as files, a report, a page to hand on."""
