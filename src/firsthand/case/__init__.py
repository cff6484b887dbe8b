"""The case joins the rooms and is the only writer; one file a verb."""
