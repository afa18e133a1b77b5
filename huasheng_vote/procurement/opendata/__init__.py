"""Open contracting data: what is public of a purchase as OCDS 1.1 releases, and of a project as an OC4IDS 0.9 file.

`facts` reads what anybody may know, `ocds` and `oc4ids` are pure mappings of it, `publishing` writes a release in the act that made something public.
"""
