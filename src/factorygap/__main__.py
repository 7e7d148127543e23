from factorygap.cli import main

main()
