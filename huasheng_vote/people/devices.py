"""What kind of device signs in, as coarse as its holder needs to know it again. Nothing more of the browser's description is kept."""

KINDS = (
    ("MicroMessenger", "wechat"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("Windows", "windows"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)


def device_of(user_agent: str) -> str:
    """The code of the device; `labels.people.DEVICES` has its words."""
    return next((code for mark, code in KINDS if mark in user_agent), "other")
