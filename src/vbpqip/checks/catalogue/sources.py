"""Who asks for what a check holds."""

from __future__ import annotations

WEBINAR = "DOH, VBP QIP Update Webinar, 19 July 2017"
MENU = "DOH, VBP QIP webinar, 15 February 2017 (measure menu)"
LEVELS = "DOH, Value Based Payment for Health Homes, November 2017"
STEWARDS = "The measure stewards' own specifications"
FORM = "The form's own rule"
