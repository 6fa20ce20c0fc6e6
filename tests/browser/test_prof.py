exec(open("/tmp/br/prof.py").read())
def test_p(portals, browser):
    import time
    portals.serve("full")
    for n in ("home","search","search","experience","experience"):
        t=time.time(); v.visit(browser, portals.current.address(n)); print(n, time.time()-t)
