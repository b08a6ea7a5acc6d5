"""Words that patients and therapists use for one another: what counts as the same in a search."""

#: The words that are kept → what is read as if they had been written. A word stands for all its
#: forms ("disk" for "disks"); variants of several words are found when they stand together.
#: A license and a certificate are two things, so they stay apart.
SYNONYMS: dict[str, tuple[str, ...]] = {
    # what hurts
    "sciatica": ("sciatic",),
    "disc": ("disk",),
    "herniated": ("herniation", "bulge", "bulging"),
    "herniated disc": (
        "slipped disc",
        "slip disc",
        "prolapsed disc",
        "disc prolapse",
        "ruptured disc",
        "disc rupture",
        "protruding disc",
        "disc protrusion",
        "disc extrusion",
    ),
    "low": ("lower",),
    "low back": ("lumbar", "lumbosacral"),
    "low back pain": ("lbp", "lumbago"),
    "stenosis": ("stenotic",),
    "sacroiliac": ("sacro iliac",),
    "sacroiliac joint": ("si joint", "sij", "sacroiliitis"),
    "spondylolisthesis": ("spondylolysthesis", "slipped vertebra", "slipped vertebrae"),
    "vertebra": ("vertebrae", "vertebral"),
    "spine": ("spinal",),
    "buttock": ("butt", "glute", "gluteal", "gluteus", "glutei", "bum"),
    "hip": ("hips",),
    "pregnancy": ("pregnant", "prenatal", "pre natal", "antenatal", "maternity"),
    "postpartum": ("postnatal", "post natal", "post partum"),
    "surgery": ("surgical", "operation", "postoperative", "postsurgical"),
    "long term": ("chronic",),
    "numb": ("numbness",),
    "weak": ("weakness",),
    "stiff": ("stiffness",),
    "tight": ("tightness",),
    "ache": ("achy", "aching"),
    "tingle": ("tingly", "tingling"),
    "calf": ("calves",),
    "foot": ("feet",),
    # what is done
    "myofascial": ("myo fascial", "fascia", "fascial"),
    "myofascial release": ("mfr",),
    "neuromuscular": ("neuro muscular",),
    "neuromuscular therapy": ("nmt",),
    "trigger point": ("triggerpoint", "knot", "trp"),
    "deep tissue": ("deeptissue",),
    "relaxation": ("relax", "relaxing"),
    "sport": ("athlete", "athletic"),
    "run": ("runner", "jog", "jogger"),
    "cycle": ("cyclist", "bike", "biking", "bicycle"),
    "dance": ("dancer",),
    "golf": ("golfer",),
    "climb": ("climber",),
    # who does it
    "therapy": ("therapist",),
    "massage therapist": ("masseuse", "masseur", "bodyworker", "massotherapist"),
    "licensed massage therapist": ("lmt",),
    "license": ("licence", "licensure"),
    "certified": ("certification", "certificate", "certify"),
    "registered": ("registration",),
    "physical therapist": ("physiotherapist", "physiotherapy", "physio"),
    "chiropractor": ("chiropractic",),
    "acupuncture": ("acupuncturist",),
    "doctor": ("physician",),
    "insurance": ("insurer", "insured"),
    # how it is said elsewhere
    "spanish": ("espanol", "habla espanol"),
}

_STOP_WORDS = """
    a am an and any anybody anyone are as at be been being best but by can could did do does doing
    find for from get good great had has have having he help her hers him his how i if im in into
    is it its ive just like look looking me my myself near need of on or our ours own please she so
    some somebody someone such than that the their theirs them then there these they this those
    through to too very want was we were what when where which while who whom why with would you
    your yours
"""
#: Left out of every text and every search: they say nothing about a page or a person.
STOP_WORDS = frozenset(_STOP_WORDS.split())
