"""Who asks for what a check holds."""

from __future__ import annotations

WEBINAR = "DOH, VBP QIP Update Webinar, 19 July 2017"
MENU = "DOH, VBP QIP webinar, 15 February 2017 (measure menu)"
LEVELS = "DOH, Value Based Payment for Health Homes, November 2017"
STEWARDS = "The measure stewards' own specifications"
ATTESTATION = "DOH, VBP QIP P4P Attestation: Submission Guidelines"
MEASURED = "Public data of New York hospitals and of CMS, 2009 to 2016, for plausibility alone"
FORM = "The form's own rule"
