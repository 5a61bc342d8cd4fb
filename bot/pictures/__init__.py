"""Pictures of who said what when, for those who would rather look than read.

``board`` chooses what is on a picture, ``layout`` says what stands where, ``draw`` paints it.
``chart`` is for figures.
"""
