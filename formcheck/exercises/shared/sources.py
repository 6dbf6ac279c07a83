"""Where the facts in the texts come from."""

from __future__ import annotations

from formcheck.exercises.base import Source

PREHAB_TILT = Source(
    "The Prehab Guys, Supine pelvic tilt",
    "https://library.theprehabguys.com/vimeo-video/supine-pelvic-tilt",
)
KRAMES_TILT = Source(
    "Krames, Back exercises: pelvic tilt",
    "https://majorhospital.kramesonline.com/RelatedItems/3,S,85883",
)
MAYO_BACK = Source(
    "Mayo Clinic, Back exercises in 15 minutes a day",
    "https://www.mayoclinic.org/healthy-lifestyle/adult-health/multimedia/back-pain/sls-20076265",
)
VERSUS_ARTHRITIS = Source(
    "Versus Arthritis, Knee to chest (single)",
    "https://www.versusarthritis.org/about-arthritis/healthcare-professionals/"
    "training-and-education-resources/useful-resources/back-pain-exercises/knee-to-chest-single/",
)
PREHAB_KNEE = Source(
    "The Prehab Guys, Single knee to chest",
    "https://library.theprehabguys.com/vimeo-video/single-knee-to-chest-knee-flexion-emphasis/",
)
MAYO_KNEE = Source(
    "Mayo Clinic, Knee-to-chest stretch",
    "https://www.mayoclinic.org/healthy-lifestyle/fitness/multimedia/stretching/sls-20076840",
)
LEDERMAN_PRESS = Source(
    "Lederman, Prone press-ups for low back pain",
    "https://ledermanchiropractic.com/health-tips/prone-press-ups-for-low-back-pain",
)
EXTENSION_PROGRAMME = Source(
    "Extension-oriented treatment approach, patient programme (trial appendix)",
    "https://www.scribd.com/document/590082810/Supplemental-Appendix-1",
)
TOTALBACK = Source(
    "TotalBack, Prone press up stretch (cautions)",
    "https://totalback.com/prone-press-up-stretch/",
)
SPHINX = Source(
    "Mountain Movement, Sphinx stretch with common mistakes",
    "https://www.mountainmovementchiro.com/exercise-portal/v/sphinx-stretch",
)
EKHART_SEAL = Source(
    "EkhartYoga, Seal pose", "https://ekhartyoga.com/resources/yin-poses/seal-pose"
)
BAYCARE = Source(
    "BayCare, Back extension with elbow press",
    "https://www.baycare.org/services/back-and-neck-health/back-exercises/"
    "back-extension-with-elbow-press",
)
CEMM_STANDING = Source(
    "CEMM, Standing backward stretch",
    "https://orthopedics.cemmlibrary.org/Low-Back-Pain/Back-Exercises/Extension-Exercises/"
    "Standing-Backward-Stretch",
)
LEDERMAN_STANDING = Source(
    "Lederman, Standing back extensions",
    "https://www.ledermanchiropractic.com/health-tips/standing-back-extensions/",
)
IMC_STANDING = Source(
    "IMC Physical Therapy, Lumbar extension standing",
    "https://www.imcpt.com/selfcare/lumbar-extension-standing",
)
CAUDA_EQUINA = Source(
    "BackEs, Cauda equina warning signs", "https://www.backes.org.uk/cauda-equina-warning-signs/"
)
CAUDA_EQUINA_NHS = Source(
    "NHS surgery page, Cauda equina syndrome warning signs",
    "https://surgerywebtemp.org.uk/a83011/cauda-equina-syndrome-warning-signs/",
)
RED_FLAGS = Source(
    "AHCPR, Acute low back problems in adults, table of red flags",
    "http://www.ncbi.nlm.nih.gov/books/NBK52120/table/A34364/?report=objectonly",
)
PAIN_SCALE = Source(
    "Childs 2005, Responsiveness of the numeric pain rating scale in low back pain",
    "https://pubmed.ncbi.nlm.nih.gov/15928561/",
)
NAVY_EXTENSION = Source(
    "Lumbar extension exercises (Navy)",
    "https://www.scribd.com/doc/4903120/Lumbar-Extension-Exercises",
)
