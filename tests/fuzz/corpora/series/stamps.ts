@timestamps true
@data
(0,1),(1,2)
