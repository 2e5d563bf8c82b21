# by hand
@problemName Walks
@timeStamps false
@missing true
@univariate false
@dimensions 2
@classLabel true slow fast
@data
1,2,3:4,5,6:slow
7,8:9,10:fast
1,2,?:3,4,?:fast
